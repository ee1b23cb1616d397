from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agents.learning.exercises import EXERCISES
from agents.learning.models import EvaluationExample, EvaluationSet, OptimisationRun
from businesses.desk import current_desk
from tests.agents.learning.learner import WORDS, answer_as_learner, examples_of, sentences
from tests.agents.llm.conftest import _as_in_a_new_process, at_marios, far_end, models, say_models
from tests.agents.modules.conftest import _libraries_are_there

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

__all__ = ["_as_in_a_new_process", "_libraries_are_there", "at_marios", "far_end", "models", "say_models"]


@pytest.fixture
def learner(far_end: FarEnd) -> FarEnd:
    answer_as_learner(far_end)
    return far_end


@pytest.fixture
def new_run(at_marios: Business) -> Callable[..., OptimisationRun]:
    """A run by a small set of its own, with no workflow: whoever tests it takes the steps."""

    def make(optimiser: str = "bootstrap", module: str = "intent", **more: object) -> OptimisationRun:
        given: dict[str, object] = {"standing": "", "intents": [f"{name}: {word}" for name, word in WORDS.items()]}
        if module != "intent":
            given = EXERCISES[module].given(current_desk())
        number = EvaluationSet.objects.count() + 1
        made = EvaluationSet.objects.create(module=module, number=number, given=given, made_by="staff:7")
        rows = sentences() if module == "intent" else examples_of(module)
        for each in rows:
            each.set = made
        EvaluationExample.objects.bulk_create(rows)
        asked = {"most_calls": 900, "most_dollars": "5", "seed": 3, "started_by": "staff:7"} | more
        return OptimisationRun.objects.create(module=module, set=made, optimiser=optimiser, **asked)

    return make
