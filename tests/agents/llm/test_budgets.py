"""Nobody spends more than there is, however many ask at once, and what the dead held comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from agents.llm.budgets import expire, limits_of, reserve
from agents.llm.errors import BudgetSpent, ModelError
from agents.llm.events import BUDGET_WARNED
from agents.llm.gateway import complete
from agents.llm.models import Budget, BudgetMeter, LLMCall
from agents.llm.prompts import most_usage
from agents.llm.rungs import platform_ladder
from agents.llm.terms import forget_terms
from events.models import OutboxEvent
from tenants.context import enter, public
from tests.agents.llm.asking import ask, lines, request
from tests.agents.llm.conftest import PRICES
from tests.agents.llm.far_end import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

AT_ONCE = 100
AMOUNT = Decimal("0.01")


def limit(amount: Decimal | str, scope: str = "business", name: str = "", period: str = "month") -> Budget:
    budget = Budget.objects.create(scope=scope, name=name, period=period, amount=Decimal(amount))
    forget_terms()
    return budget


def meters() -> dict[str, tuple[Decimal, Decimal]]:
    return {each.key.split(":")[0]: (each.spent, each.reserved) for each in BudgetMeter.objects.all()}


def test_a_hundred_at_once_get_what_a_budget_for_ten_holds(at_marios: Business, far_end: FarEnd) -> None:
    """All are under way at once: the far end answers when the last has been let in or refused."""
    schema, small = at_marios.schema_name, platform_ladder().small
    assert small is not None
    ask("What reads must be in memory first.", purpose="reading", seconds=30)
    far_end.tokens.clear()
    far_end.received.clear()
    LLMCall.objects.all().delete()
    given = request("Question 99?", purpose="reading", most_tokens=500, rung="small")
    one = small.price.of(most_usage(given.messages, schema="", most_tokens=500))
    limit((10 * one).quantize(Decimal("0.0001")) + Decimal("0.0001"))
    everybody_asked, refused = threading.Event(), []
    far_end.usual = Answer("y" * 40, until=everybody_asked)

    def call(number: int) -> str:
        try:
            with enter(schema):
                return ask(f"Question {number}?", purpose="reading", most_tokens=500, rung="small", seconds=25).text
        except ModelError as error:
            refused.append(error)
            if len(refused) == AT_ONCE - 10:
                everybody_asked.set()
            return error.outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(call, range(AT_ONCE)))
    assert outcomes.count("y" * 40) == len(far_end.received) == 10
    assert outcomes.count("no_budget") == AT_ONCE - 10
    spent = far_end.bill(PRICES)
    assert meters()["business"] == (spent, Decimal(0))
    assert sum(line.cost for line in lines()) == spent


def test_one_statement_takes_all_or_nothing(at_marios: Business) -> None:
    limit("1", "business")
    limit("0.001", "visitor")
    small = platform_ladder().small
    assert small is not None
    limits = limits_of(request(visitor="v"), small, Budget.objects.all(), now=timezone.now())
    assert reserve(request(visitor="v"), small, limits, AMOUNT, seconds=1) is None
    assert set(meters().values()) == {(Decimal(0), Decimal(0))}
    assert lines() == []


@pytest.mark.parametrize(
    ("scope", "name", "others"),
    [
        ("business", "", None),
        ("agent", "booking", {"agent": "information"}),
        ("purpose", "answer", {"purpose": "reading"}),
    ],
)
def test_each_budget_holds_whom_it_is_for(
    at_marios: Business, far_end: FarEnd, scope: str, name: str, others: dict[str, str] | None
) -> None:
    limit("0.0001", scope, name)
    own = {"visitor": "one", "agent": "booking"}
    with pytest.raises(BudgetSpent):
        ask(**own)
    if others is None:
        return
    assert ask(**own | others).text == "yes"


def test_what_one_visitor_has_used_up_is_not_the_next_ones(at_marios: Business, far_end: FarEnd) -> None:
    limit("0.002", "visitor")
    far_end.answering = lambda _body: "y" * 3_000
    ask("First?", rung="small", most_tokens=800, visitor="one")
    with pytest.raises(BudgetSpent):
        ask("Second?", rung="small", most_tokens=800, visitor="one")
    assert ask("Second?", rung="small", most_tokens=800, visitor="another").cost > 0


def test_what_is_too_dear_by_the_strong_model_is_asked_of_the_small_one(at_marios: Business, far_end: FarEnd) -> None:
    limit("0.01")
    assert ask(rung="strong").source == "small"
    assert [body["model"] for body in far_end.received] == ["small-one"]


def test_the_platforms_own_budget_holds_its_key_alone(
    at_marios: Business, far_end: FarEnd, say_models: Callable[..., None]
) -> None:
    say_models(monthly_budget=Decimal(0))
    with pytest.raises(BudgetSpent):
        ask()
    assert far_end.received == []


def test_what_a_business_may_spend_of_the_platforms_models_is_less_where_its_limits_say_so(
    at_marios: Business, far_end: FarEnd
) -> None:
    rung = platform_ladder().small
    assert rung is not None
    [usual] = limits_of(request("What is there?"), rung, (), now=timezone.now())
    at_marios.limits = {"model_spend": "0.5"}
    at_marios.save()
    with enter(at_marios.schema_name):
        [less] = limits_of(request("What is there?"), rung, (), now=timezone.now())
    assert (less.key, less.most) == (usual.key, Decimal("0.5"))
    assert usual.most > less.most


def test_a_budget_nearly_used_up_is_told_once(at_marios: Business, far_end: FarEnd) -> None:
    budget = limit("0.002")
    far_end.answering = lambda _body: "y" * 800
    with suppress(BudgetSpent):
        for number in range(50):
            ask(f"{number}?", rung="small", most_tokens=200, agent=f"a{number}")
    with public():
        told = list(OutboxEvent.objects.filter(type=BUDGET_WARNED, schema=at_marios.schema_name))
    assert [event.payload["most"] for event in told] == ["0.0020"]
    assert Decimal("0.8") * budget.amount <= BudgetMeter.objects.get(key__startswith="business").spent <= budget.amount


DIES = """
import django, os, signal
django.setup()
from decimal import Decimal
from django.utils import timezone
from agents.llm.budgets import limits_of, reserve
from agents.llm.models import Budget
from agents.llm.prompts import most_usage
from agents.llm.rungs import platform_ladder
from agents.llm.values import Message, Request
from tenants.context import enter
with enter("{schema}"):
    small = platform_ladder().small
    given = Request(purpose="answer", messages=(Message("user", "x"),))
    limits = limits_of(given, small, Budget.objects.all(), now=timezone.now())
    for _ in range({rounds}):
        assert reserve(given, small, limits, Decimal("0.0001"), seconds=0) is not None
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_held_comes_back(at_marios: Business, say_models: Callable[..., None]) -> None:
    limit("1")
    rounds = 1_000
    environment = os.environ | {
        "LLM_BASE_URL": "http://127.0.0.1:9/v1",
        "LLM_SMALL_MODEL": "small-one",
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    code = DIES.format(schema=at_marios.schema_name, rounds=rounds)
    died = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert meters()["business"] == (Decimal(0), rounds * Decimal("0.0001"))
    last = LLMCall.objects.latest("created_at").created_at  # by the clock of the process that died
    assert expire(now=last) == 0
    assert expire(now=last + timedelta(minutes=1)) == rounds
    assert meters()["business"] == meters()["platform"] == (Decimal(0), Decimal(0))
    assert set(LLMCall.objects.values_list("outcome", "reserved")) == {("lost", Decimal(0))}


def database_url() -> str:
    """The tests' database, for another process."""
    said = connection.settings_dict
    return f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST'] or 'localhost'}:{said['PORT']}/{said['NAME']}"


def test_a_call_that_was_given_up_is_counted_all_the_same(at_marios: Business, far_end: FarEnd) -> None:
    limit("1")
    far_end.usual = Answer("y" * 40)

    def meanwhile(_body: object) -> str:
        with enter(at_marios.schema_name):
            assert expire(now=timezone.now() + timedelta(hours=1)) == 1
        connection.close()
        return "y" * 40

    far_end.answering = meanwhile
    reply = ask(rung="small")
    assert meters()["business"] == (reply.cost, Decimal(0))
    assert [(line.outcome, line.cost) for line in lines()] == [("answered", far_end.bill(PRICES))]


def test_the_ledger_is_what_the_provider_counted(at_marios: Business, far_end: FarEnd) -> None:
    """Through failures, retries, both models, streams and answers used again."""
    far_end.script = [Answer(status=500), Answer("one"), Answer(status=503), Answer(status=503), Answer(status=503)]
    ask("Is there parking?", rung="small")
    ask("Do you take cards?", rung="small")
    ask("Do you have vegan dishes, and which would you say is best?", rung="strong")
    ask("Is there parking?", rung="small")
    list(complete(request("Streamed?", rung="small"), stream=True))
    by_model: dict[str, list[int]] = {}
    for line in lines():
        kept = by_model.setdefault(line.model, [0, 0])
        kept[0] += line.asked_tokens
        kept[1] += line.answered_tokens
    assert by_model == far_end.tokens
    assert sum(line.cost for line in lines()) == far_end.bill(PRICES) == meters()["platform"][0]
    assert [line.cache for line in lines() if line.outcome == "cached"] == ["exact"]
