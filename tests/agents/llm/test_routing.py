"""Who is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from agents.llm import routing
from agents.llm.network.health import breakers
from agents.llm.routing.order import rungs_for
from agents.llm.rungs import platform_ladder
from agents.llm.training.routing import Graded, route_at
from tests.agents.llm.asking import request

if TYPE_CHECKING:
    from agents.llm.platform import PlatformModels

HARD = ("Prove that the group of order {} is not simple", "Find the eigenvalue number {} of this operator")
EASY = ("What colour is the sky on day {}", "Which animal says meow, number {}")


def test_a_router_learns_what_needs_the_strong_model() -> None:
    rows = [(text.format(n), False, True) for text in HARD for n in range(25)]
    rows += [(text.format(n), True, True) for text in EASY for n in range(25)]
    model = routing.train(rows)
    hard, easy = (np.array(model.predict([text.format(99) for text in texts])) for texts in (HARD, EASY))
    assert hard.min() > 0.5 > easy.max()
    assert model.predict([]) == []


def test_the_price_of_a_route_is_counted() -> None:
    """Of four questions one needs the strong model, and the scores know it: a quarter is paid in full."""
    weak, strong = np.array([True, True, True, False]), np.array([True, True, True, True])
    graded = Graded(np.zeros((4, 1)), weak, strong)
    route = route_at(np.array([0.1, 0.2, 0.3, 0.9]), graded, quality=1.0)
    assert (route.threshold, route.share) == (0.9, 0.25)
    assert route.saved == 1 - (0.25 + 0.75 / 100)


def test_the_purpose_the_caller_and_the_question_say_who_is_first(models: PlatformModels) -> None:
    ladder = platform_ladder()

    def first(**more: Any) -> str:
        return rungs_for(request(**more), ladder, left=10)[0].name

    assert first(purpose="reading") == "small"
    assert first(purpose="reading", rung="strong") == "strong"
    assert first(text="Is there parking?") == "small"
    hard = (
        "Let p be a prime and G a group of order p^2. Which statement on its subgroups is false?\nA. 0\nB. 1\nAnswer:"
    )
    assert first(text=hard) == "strong"


def test_a_model_that_is_too_slow_for_the_time_left_comes_last(models: PlatformModels) -> None:
    ladder = platform_ladder()
    assert ladder.small is not None
    breakers.succeeded(ladder.small.place, 9.0)
    assert [rung.name for rung in rungs_for(request(rung="small"), ladder, left=5)] == ["strong", "small"]
    assert [rung.name for rung in rungs_for(request(rung="small"), ladder, left=30)] == ["small", "strong"]
