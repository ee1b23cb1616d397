"""A model that fails is left alone, longer each time, and tried by one caller first."""

from __future__ import annotations

import pytest

from agents.llm import errors
from agents.llm.network.health import FAILURES, FIRST_REST, Breakers


@pytest.fixture
def clock() -> list[float]:
    return [1_000.0]


@pytest.fixture
def breakers(clock: list[float]) -> Breakers:
    return Breakers(clock=lambda: clock[0])


def fail(breakers: Breakers, times: int = FAILURES, error: errors.ModelError | None = None) -> None:
    for _ in range(times):
        breakers.failed("here", error or errors.ProviderFailed())


def test_some_failures_in_a_row_are_enough(breakers: Breakers) -> None:
    fail(breakers, FAILURES - 1)
    assert breakers.enter("here")
    fail(breakers, 1)
    assert not breakers.enter("here")
    assert breakers.enter("elsewhere")


def test_a_success_between_begins_the_count_anew(breakers: Breakers) -> None:
    fail(breakers, FAILURES - 1)
    breakers.succeeded("here", 1.0)
    fail(breakers, FAILURES - 1)
    assert breakers.enter("here")


def test_after_a_rest_one_tries_and_the_next_rest_is_longer(breakers: Breakers, clock: list[float]) -> None:
    fail(breakers)
    clock[0] += FIRST_REST
    assert [breakers.enter("here") for _ in range(3)] == [True, False, False]
    fail(breakers, 1)
    clock[0] += FIRST_REST
    assert not breakers.enter("here")
    clock[0] += FIRST_REST
    assert breakers.enter("here")
    breakers.succeeded("here", 1.0)
    assert all(breakers.enter("here") for _ in range(3))


def test_whoever_tries_and_goes_lets_the_next_try(breakers: Breakers, clock: list[float]) -> None:
    fail(breakers)
    clock[0] += FIRST_REST
    assert breakers.enter("here")
    breakers.left("here")
    assert breakers.enter("here")


def test_what_cannot_mend_itself_is_enough_at_once(breakers: Breakers) -> None:
    fail(breakers, 1, errors.WrongKey())
    assert not breakers.enter("here")
    breakers.forget("here")
    assert breakers.enter("here")


@pytest.mark.parametrize(
    "error", [errors.RequestRefused(), errors.Cancelled(), errors.Overloaded(), errors.TooSlow(is_charged=False)]
)
def test_what_says_nothing_of_the_model_is_not_counted(breakers: Breakers, error: errors.ModelError) -> None:
    fail(breakers, FAILURES, error)
    assert breakers.enter("here")


def test_a_provider_that_asks_for_a_pause_gets_it(breakers: Breakers, clock: list[float]) -> None:
    fail(breakers, 1, errors.RateLimited(cool_down=30))
    assert not breakers.enter("here")
    clock[0] += 31
    assert breakers.enter("here")


def test_the_time_answers_take_is_a_running_mean(breakers: Breakers) -> None:
    assert breakers.seconds("here") == 0
    breakers.succeeded("here", 1.0)
    breakers.succeeded("here", 2.0)
    assert breakers.seconds("here") == pytest.approx(1.2)
