"""Which version answers whom: in use, on trial for a share, stopped by itself, and back with one click."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.utils import timezone

from agents.learning.errors import NoSuchProgram, NotThroughTheGates
from agents.learning.models import EvaluationSet, OptimisationRun, ProgramVersion
from agents.learning.programs import WRITTEN, stop_trial, try_program, use_program
from agents.learning.trials import Side, judge_trials, verdict
from agents.llm.models import LLMCall
from agents.modules.catalogue import INTENT
from agents.modules.status import program_states
from agents.modules.versions import told_here
from tenants.actors import SYSTEM
from tenants.context import enter

if TYPE_CHECKING:
    from tenants.models import Business

CONVERSATIONS = [UUID(int=place) for place in range(400)]


def kept(number: int, *, state: str = "passed", program: str = INTENT.version) -> ProgramVersion:
    made, _ = EvaluationSet.objects.get_or_create(module="intent", number=1, made_by="staff:7")
    version = ProgramVersion.objects.create(
        module="intent", number=number, label="COPRO", program=program, state={"detect": {"demos": [number]}},
        set=made, score=0.9, made_by="staff:7",
    )  # fmt: skip
    OptimisationRun.objects.create(module="intent", set=made, optimiser="copro", most_calls=1, most_dollars=1,
                                   state=state, program=version, started_by="staff:7")  # fmt: skip
    return version


def prompts() -> list[str]:
    return [told_here(INTENT, each).prompt for each in CONVERSATIONS]


def test_in_use_it_answers_everybody_and_one_click_brings_back_what_was(in_marios: Business, bella: Business) -> None:
    assert told_here(INTENT, None).state is None
    for version in (kept(1), kept(2)):
        use_program(module="intent", number=version.number, by=SYSTEM)
        assert set(prompts()) == {version.prompt}
        assert told_here(INTENT, None).state == version.state
    with enter(bella.schema_name):
        assert told_here(INTENT, None).prompt == INTENT.version
    use_program(module="intent", number=1, by=SYSTEM)
    assert told_here(INTENT, None).prompt == f"{INTENT.version}.1"
    use_program(module="intent", number=WRITTEN, by=SYSTEM)
    assert told_here(INTENT, None).prompt == INTENT.version


def test_on_trial_it_answers_its_share_and_a_conversation_always_alike(in_marios: Business) -> None:
    trial = try_program(module="intent", number=kept(1).number, share=25, by=SYSTEM)
    said = prompts()
    assert said == prompts()
    assert 60 < said.count(trial.prompt) < 140
    assert told_here(INTENT, None).prompt == INTENT.version
    stop_trial(module="intent", by=SYSTEM)
    assert set(prompts()) == {INTENT.version}


def test_only_what_passed_and_fits_the_signature_answers(in_marios: Business) -> None:
    kept(1, state="refused"), kept(2, program="dspy-intent-0")
    for number, error in ((1, NotThroughTheGates), (2, NotThroughTheGates), (3, NoSuchProgram)):
        with pytest.raises(error):
            use_program(module="intent", number=number, by=SYSTEM)
        with pytest.raises(error):
            try_program(module="intent", number=number, share=10, by=SYSTEM)
    ProgramVersion.objects.filter(number=2).update(standing="in_use")
    assert told_here(INTENT, None).state is None


def called(version: str, count: int, *, failed: int = 0, corrected: int = 0) -> None:
    now, rows = timezone.now(), []
    for place in range(count):
        reading: dict[str, Any] = {"model": "book", "agree": place >= failed + corrected, "taken": False}
        if place < failed:
            reading = {"model": None, "agree": True, "taken": False}
        rows.append(LLMCall(created_at=now, expires_at=now, purpose="reading", model="small-one", prompt=version,
                            outcome="answered", reading=reading))  # fmt: skip
    LLMCall.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("trial", "used", "why"),
    [
        ({"failed": 10}, {"failed": 2}, "failures"),
        ({"corrected": 12}, {"corrected": 3}, "corrections"),
        ({"failed": 3}, {"failed": 2}, ""),
    ],
)
def test_a_trial_that_is_surely_worse_is_stopped_by_itself(
    trial: dict[str, int], used: dict[str, int], why: str, in_marios: Business
) -> None:
    version = try_program(module="intent", number=kept(1).number, share=25, by=SYSTEM)
    ProgramVersion.objects.update(tried_from=timezone.now() - timedelta(hours=1))
    called(version.prompt, 40, **trial)
    called(INTENT.version, 60, **used)
    assert judge_trials(by=SYSTEM) == (1 if why else 0)
    version.refresh_from_db()
    assert (version.standing, version.stopped_for) == ("kept" if why else "trial", why)


def test_by_few_calls_nothing_is_said() -> None:
    assert verdict(Side(19, 19, 0), Side(500, 0, 0)) == ""
    assert verdict(Side(20, 19, 0), Side(500, 0, 0)) == "failures"


def test_status_tells_which_version_answers(in_marios: Business) -> None:
    kept(1), kept(2)
    use_program(module="intent", number=1, by=SYSTEM)
    try_program(module="intent", number=2, share=10, by=SYSTEM)
    called(f"{INTENT.version}.1", 3)
    told = next(each for each in program_states()["modules"] if each["module"] == "intent")
    assert (told["program"], told["trial"], told["asked"]) == (f"{INTENT.version}.1", f"{INTENT.version}.2", 3)
