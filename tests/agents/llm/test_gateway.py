"""One way to a model: who answers, what is told when nobody does, and what it costs."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from agents.llm.errors import (
    CalledInTransaction,
    Cancelled,
    Garbled,
    ModelError,
    NoModel,
    RateLimited,
    TooSlow,
    UnknownModel,
    Unreachable,
    WrongKey,
)
from agents.llm.gateway import complete
from agents.llm.network.exchange import Cancellation
from tests.agents.llm.asking import ask, lines, request
from tests.agents.llm.conftest import PRICES
from tests.agents.llm.far_end import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

Say = "Callable[..., None]"


def test_a_small_model_answers_and_the_ledger_says_what_it_cost(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("In the yard, free of charge.")
    reply = ask(agent="information", rung="small")
    (line,) = lines()
    assert reply.text == "In the yard, free of charge."
    assert (reply.source, reply.call) == ("small", line.pk)
    assert (line.outcome, line.rung, line.model, line.purpose, line.agent) == (
        "answered",
        "small",
        "small-one",
        "answer",
        "information",
    )
    assert line.cost == far_end.bill(PRICES) > 0
    assert (line.asked_tokens, line.answered_tokens) == tuple(far_end.tokens["small-one"])
    assert line.reserved == 0


def test_without_a_model_nothing_is_called_and_nothing_is_written(
    at_marios: Business, far_end: FarEnd, say_models: Callable[..., None]
) -> None:
    say_models(base_url="", keys={})
    with pytest.raises(NoModel):
        ask()
    assert (far_end.received, lines()) == ([], [])


def test_no_model_is_waited_for_in_a_transaction(at_marios: Business, far_end: FarEnd) -> None:
    with transaction.atomic(), pytest.raises(CalledInTransaction):
        ask()
    assert far_end.received == []


def test_a_failing_model_is_asked_again_and_then_the_other_one(at_marios: Business, far_end: FarEnd) -> None:
    far_end.script = [Answer(status=500), Answer(status=503), Answer(status=500), Answer("from the strong one")]
    assert ask(rung="small").source == "strong"
    assert [(each.rung, each.outcome, each.attempts) for each in lines()] == [
        ("small", "provider_failed", 3),
        ("strong", "answered", 1),
    ]


def test_an_answer_after_a_failure_is_one_line_with_two_attempts(at_marios: Business, far_end: FarEnd) -> None:
    far_end.script = [Answer(status=502)]
    assert ask(rung="small").source == "small"
    assert [(each.outcome, each.attempts) for each in lines()] == [("answered", 2)]
    assert lines()[0].cost == far_end.bill(PRICES)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(body=b"<html>Welcome</html>"), Garbled),
        (Answer(body=b'{"choices": []}'), Garbled),
        (Answer(text="  "), Garbled),
        (Answer(body=b'{"a": "' + b"x" * 5_000_000 + b'"}'), Garbled),
        (Answer(status=429, headers={"Retry-After": "30"}), RateLimited),
        (Answer(seconds=3), TooSlow),
    ],
    ids=["html", "no choices", "blank", "endless", "limited", "slow"],
)
def test_what_is_no_answer_is_told_as_what_it_is(
    at_marios: Business, far_end: FarEnd, say_models: Callable[..., None], answer: Answer, error: type[ModelError]
) -> None:
    say_models(strong_model="")
    far_end.usual = answer
    started = time.monotonic()
    with pytest.raises(error):
        ask(seconds=1.5)
    assert time.monotonic() - started < 3
    assert lines()[0].outcome == error.outcome
    assert lines()[0].reserved == 0


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"api_key": "sk-wrong"}, WrongKey),
        ({"small_model": "unheard-of"}, UnknownModel),
        ({"base_url": "http://127.0.0.1:9/v1"}, Unreachable),
        ({"base_url": "http://no-such-host.invalid/v1"}, Unreachable),
    ],
    ids=["key", "model", "port", "host"],
)
def test_settings_that_are_wrong_are_told_apart(
    at_marios: Business, say_models: Callable[..., None], said: dict[str, str], error: type[ModelError]
) -> None:
    say_models(strong_model="", **said)
    with pytest.raises(error) as raised:
        ask()
    assert "sk-wrong" not in str(raised.value)
    assert lines()[0].cost == 0


def test_a_model_that_keeps_failing_is_left_alone(
    at_marios: Business, far_end: FarEnd, say_models: Callable[..., None]
) -> None:
    say_models(strong_model="")
    far_end.usual = Answer(status=500)
    for _ in range(4):
        with pytest.raises(ModelError):
            ask(seconds=3)
    asked = len(far_end.received)
    assert 4 <= asked <= 6
    assert lines()[-1].outcome == "cooling_down"


def test_a_provider_is_left_alone_as_long_as_it_asks_to(at_marios: Business, far_end: FarEnd) -> None:
    far_end.script = [Answer(status=429, headers={"Retry-After": "60"})]
    assert ask(rung="small").source == "strong"
    assert ask("Where is it?", rung="small").source == "strong"
    assert [body["model"] for body in far_end.received] == ["small-one", "strong-one", "strong-one"]


def test_an_answer_streams_as_it_comes(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("There is parking in the yard", seconds=0.02)
    stream = complete(request(rung="small"), stream=True)
    pieces = list(stream)
    assert "".join(pieces) == "There is parking in the yard"
    assert len(pieces) >= 5
    assert stream.reply is not None
    assert stream.reply.cost == lines()[0].cost == far_end.bill(PRICES)


def test_whoever_is_gone_ends_the_call(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("word " * 200, seconds=0.02)
    cancellation = Cancellation()
    stream = complete(request(rung="small"), stream=True, cancellation=cancellation)
    pieces = iter(stream)
    next(pieces)
    cancellation.cancel()
    with pytest.raises(Cancelled):
        list(pieces)
    (line,) = lines()
    assert (line.outcome, line.reserved, line.is_estimated) == ("cancelled", Decimal(0), True)
    assert line.cost > 0
    until = time.monotonic() + 5
    while not far_end.broken_off and time.monotonic() < until:
        time.sleep(0.02)
    assert far_end.broken_off == 1


def test_a_listener_that_stops_ends_the_call(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("word " * 200, seconds=0.02)
    stream = complete(request(rung="small"), stream=True)
    next(iter(stream))
    stream.close()
    assert [(each.outcome, each.reserved) for each in lines()] == [("cancelled", Decimal(0))]


def test_a_call_that_nobody_waits_for_is_let_go_at_once(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer(seconds=2)
    cancellation = Cancellation()
    threading.Timer(0.1, cancellation.cancel).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        complete(request(rung="small"), cancellation=cancellation)
    assert time.monotonic() - started < 1
    assert len(far_end.received) == 1


def test_a_prompt_that_is_too_long_loses_its_oldest_messages(at_marios: Business, far_end: FarEnd) -> None:
    from agents.llm.values import Message, Request

    old = tuple(Message("user", f"old {number} " + "x" * 20_000) for number in range(6))
    given = Request(
        purpose="answer", messages=(Message("system", "rules"), *old, Message("user", "now?")), rung="small"
    )
    complete(given)
    sent = [str(each["content"])[:5] for each in far_end.received[0]["messages"]]
    assert sent[0] == "rules"
    assert sent[-1] == "now?"
    assert sent[1:-1] == ["old 3", "old 4", "old 5"]


def test_anthropic_is_asked_in_its_own_words(
    at_marios: Business, far_end: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agents.llm.gateway import Completion
    from agents.llm.prices import told_price
    from agents.llm.providers import model_providers
    from agents.llm.rungs import Ladder, Rung
    from agents.llm.terms import Terms
    from tests.agents.llm.far_end import KEY

    address = far_end.address.removesuffix("/v1")
    rung = Rung("small", model_providers()["anthropic"], "small-one", address, KEY, told_price(*PRICES["small-one"]))
    reply = Completion(request(rung="small"), Terms(Ladder(small=rung), ()), None, is_streamed=False).reply()
    assert reply.text == "yes"
    assert reply.cost == far_end.bill(PRICES) == lines()[0].cost


@pytest.mark.parametrize(("seconds", "is_held"), [(0.0, True), (0.6, False)], ids=["quick", "slow"])
def test_a_slow_answer_is_waited_for_without_a_connection(
    at_marios: Business, far_end: FarEnd, seconds: float, is_held: bool
) -> None:
    held: list[bool] = []
    asking = threading.current_thread()
    own = connections["default"]  # this thread's, which the other one only looks at

    def looked_at(_body: object) -> str:
        assert threading.current_thread() is not asking
        held.append(own.connection is not None)
        return "yes"

    far_end.usual = Answer(seconds=seconds)
    far_end.answering = looked_at
    ask(rung="small", seconds=30)
    assert held == [is_held]
