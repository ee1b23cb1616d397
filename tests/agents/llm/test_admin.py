"""What an owner types is tried where it is typed; keys are never shown; costs are told."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from agents.llm.models import Budget, LLMCall, ModelAccess
from agents.llm.network.transport import pinned_connections
from tenants.context import enter
from tenants.models import Role
from tests.agents.llm.asking import ask
from tests.agents.llm.far_end import KEY, Answer
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.llm.platform import PlatformModels
    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

ADD = "/admin/agents/modelaccess/add/"
COSTS = "/admin/agents/llmcall/costs/"


def signed_in(business: Business, role: str) -> Client:
    cache.clear()
    new_user(f"{role}@example.com", business=business, role=role)
    client = Client(headers={"host": f"{business.slug}.localhost"})
    assert client.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def owner(live_marios: Business) -> Client:
    return signed_in(live_marios, Role.OWNER)


@pytest.fixture
def is_allowed(far_end: FarEnd, say_models: Callable[..., None]) -> Iterator[None]:
    """The platform lets owners name the far end, though it is on this machine."""
    host = far_end.address.removeprefix("http://").removesuffix("/v1")
    say_models(private_addresses=frozenset({host}))
    yield
    pinned_connections(host).close()


def form(far_end: FarEnd, **more: str) -> dict[str, str]:
    priced = {"small_price_asked": "1", "small_price_answered": "2"}
    said = {
        "provider": "compatible",
        "address": far_end.address,
        "key": KEY,
        "small_model": "small-one",
        "is_active": "on",
    }
    return said | priced | more


def errors(response: Any) -> dict[str, list[str]]:
    found = response.context["adminform"].form.errors
    return {field: [str(each) for each in told] for field, told in found.items()}


def rows(business: Business) -> list[ModelAccess]:
    with enter(business.schema_name):
        return list(ModelAccess.objects.all())


def test_what_works_is_saved_and_its_key_is_sealed_and_never_shown(
    owner: Client, live_marios: Business, far_end: FarEnd, is_allowed: None
) -> None:
    saved = owner.post(ADD, form(far_end))
    assert saved.status_code == 302, errors(saved)
    (access,) = rows(live_marios)
    assert (access.key, access.small_model, access.tried_at is not None) == (KEY, "small-one", True)
    with enter(live_marios.schema_name), connection.cursor() as cursor:
        cursor.execute("SELECT key FROM agents_modelaccess")
        assert str(cursor.fetchone()[0]).startswith("sealed:")
        assert list(LLMCall.objects.values_list("purpose", "outcome", "is_own_key")) == [("trial", "answered", True)]
        assert ask(rung="small").text == "yes"
    page = owner.get(f"/admin/agents/modelaccess/{access.pk}/change/").content.decode()
    assert KEY not in page


FAULTS = {
    "a wrong key": ({"key": "sk-wrong"}, "key"),
    "an unknown model": ({"small_model": "unheard-of"}, "small_model"),
    "no price": ({"small_price_asked": "", "small_price_answered": ""}, "small_price_asked"),
    "no model": ({"small_model": ""}, "small_model"),
    "no address": ({"address": ""}, "address"),
    "a private address": ({"address": "https://169.254.169.254/v1"}, "address"),
    "nobody there": ({"address": "https://no-such-host.invalid/v1"}, "address"),
    "no key": ({"provider": "openai", "key": ""}, "key"),
}


def test_a_fault_is_told_where_it_is_typed_and_nothing_is_saved(
    owner: Client, live_marios: Business, far_end: FarEnd, is_allowed: None
) -> None:
    for name, (typed, field) in FAULTS.items():
        refused = owner.post(ADD, form(far_end, **typed))
        assert refused.status_code == 200, name
        assert list(errors(refused)) == [field], name
        assert "sk-wrong" not in refused.content.decode()
    assert rows(live_marios) == []


def test_a_server_that_is_none_is_told(owner: Client, live_marios: Business, far_end: FarEnd, is_allowed: None) -> None:
    far_end.usual = Answer(body=b"<html>Hello</html>")
    assert list(errors(owner.post(ADD, form(far_end)))) == ["address"]


def test_an_address_in_this_network_is_not_called(owner: Client, live_marios: Business, far_end: FarEnd) -> None:
    assert list(errors(owner.post(ADD, form(far_end)))) == ["address"]
    assert far_end.received == []


def test_an_empty_key_keeps_the_one_there_is_but_never_for_another_address(
    owner: Client, live_marios: Business, far_end: FarEnd, is_allowed: None
) -> None:
    owner.post(ADD, form(far_end))
    (access,) = rows(live_marios)
    page = f"/admin/agents/modelaccess/{access.pk}/change/"
    assert owner.post(page, form(far_end, key="", strong_model="")).status_code == 302
    assert rows(live_marios)[0].key == KEY
    asked = len(far_end.received)
    moved = owner.post(page, form(far_end, key="", address="https://attacker.example/v1"))
    assert "key" in errors(moved)
    assert (rows(live_marios)[0].address, len(far_end.received)) == (far_end.address, asked)


def test_staff_do_not_see_it(live_marios: Business) -> None:
    client = signed_in(live_marios, Role.STAFF)
    for page in (ADD, COSTS, "/admin/agents/budget/", "/admin/agents/llmcall/"):
        assert client.get(page, follow=True).status_code == 403


def test_a_budget_says_whom_it_is_for(owner: Client, live_marios: Business) -> None:
    page = "/admin/agents/budget/add/"
    said = {"scope": "agent", "name": "", "period": "month", "amount": "5", "is_active": "on"}
    assert "name" in errors(owner.post(page, said))
    assert "name" in errors(owner.post(page, said | {"scope": "business", "name": "food"}))
    assert owner.post(page, said | {"name": "food"}).status_code == 302
    with enter(live_marios.schema_name):
        assert [str(each) for each in Budget.objects.all()] == ["an agent food a month"]


def test_costs_without_any_call_say_so(owner: Client, live_marios: Business) -> None:
    page = owner.get(COSTS).content.decode()
    assert "Nothing was asked of a model in these days." in page
    assert "No language model is set up" in page


def test_costs_are_told_by_day_purpose_agent_and_conversation(
    owner: Client, live_marios: Business, models: PlatformModels, far_end: FarEnd
) -> None:
    conversation = uuid4()
    far_end.answering = lambda _body: "y" * 4_000
    with enter(live_marios.schema_name):
        Budget.objects.create(scope="business", period="month", amount=Decimal("0.01"))
        ask("Is there parking?", rung="small", agent="information", conversation=conversation)
        ask("Is there parking?", rung="small", agent="information", conversation=conversation)
        spent = LLMCall.objects.get(outcome="answered").cost
    page = owner.get(COSTS, {"days": "7"}).content.decode()
    for told in ("information", "answer", str(conversation)[:8], f"{spent:.4f}", "Answers used again"):
        assert told in page
    assert f"{round(100 * spent / Decimal('0.01'))} %" in page
    assert "Nothing was asked" not in page


def test_the_page_of_costs_costs_the_same_for_more_lines(
    owner: Client, live_marios: Business, models: PlatformModels, far_end: FarEnd
) -> None:
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(COSTS).status_code == 200
        return len(captured)

    with enter(live_marios.schema_name):
        ask(agent="menu", conversation=uuid4())
    cost()
    one = cost()
    with enter(live_marios.schema_name):
        for number in range(3):
            ask(f"{number}?", agent="booking", conversation=uuid4())
    assert cost() == one
