"""The pages and the API of programs: start, watch, cancel, compare, try, take into use, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from agents.learning.events import OPTIMISATION_ENDED, OPTIMISATION_STARTED
from agents.learning.models import EvaluationExample, OptimisationRun, ProgramVersion
from events.models import OutboxEvent
from tenants.connection import connection
from tenants.context import enter
from tests.agents.learning.test_versions import kept
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from agents.llm.platform import PlatformModels
    from tenants.models import Business

START = {"optimiser": "copro", "most_calls": "50", "most_dollars": "0.50", "seed": "7", "_start": ""}
State = OptimisationRun.State


@pytest.fixture
def owner(in_marios: Business, models: PlatformModels) -> Client:
    return owner_of(in_marios)


class Browser(Client):
    """Its requests leave the test in the business where it is."""

    def request(self, **said: Any) -> Any:
        before = connection.tenant
        try:
            return super().request(**said)
        finally:
            connection.set_tenant(before)


def owner_of(business: Business) -> Client:
    email = f"owner@{business.slug}.example.com"
    new_user(email, business=business, role="owner")
    client = Browser(headers={"host": f"{business.slug}.localhost"})
    assert client.post("/login/", {"username": email, "password": PASSWORD}).status_code == 302
    return client


def page(owner: Client, name: str, *args: object) -> str:
    return owner.get(reverse(f"admin:{name}", args=args)).content.decode()


def test_a_search_is_started_watched_and_cancelled(owner: Client) -> None:
    started = owner.post(reverse("admin:agents_program", args=["intent"]), START)
    run = OptimisationRun.objects.get()
    assert started["Location"] == reverse("admin:agents_optimisation", args=[run.pk])
    assert (run.optimiser, run.most_calls, str(run.most_dollars), run.seed) == ("copro", 50, "0.50", 7)
    assert OutboxEvent.objects.get(type=OPTIMISATION_STARTED).payload["run"] == run.pk
    shown = page(owner, "agents_optimisation", run.pk)
    assert "0 of at most 50 calls" in shown
    assert 'http-equiv="refresh"' in shown
    assert "being looked for" in page(owner, "agents_programversion_changelist")
    again = owner.post(reverse("admin:agents_program", args=["intent"]), START)
    assert "already" in again.content.decode()
    owner.post(reverse("admin:agents_optimisation", args=[run.pk]), {"_cancel": ""})
    run.refresh_from_db()
    assert run.state == State.CANCELLED
    assert OutboxEvent.objects.filter(type=OPTIMISATION_ENDED).count() == 1
    assert 'http-equiv="refresh"' not in page(owner, "agents_optimisation", run.pk)


def test_what_cannot_be_started_says_why(owner: Client, settings: Any) -> None:
    wrong = owner.post(reverse("admin:agents_program", args=["intent"]), START | {"most_calls": "0"})
    assert "greater than or equal to 1" in wrong.content.decode()
    few = owner.post(reverse("admin:agents_program", args=["response"]), START)
    assert "too few examples" in few.content.decode()
    assert owner.get(reverse("admin:agents_program", args=["nothing"])).status_code == 404
    assert not OptimisationRun.objects.exists()


def test_the_result_is_shown_beside_what_is_in_use_and_taken_into_use(owner: Client) -> None:
    version = kept(1)
    run = version.run
    side = {"mean": 0.5, "low": 0.3, "high": 0.7, "count": 20, "dollars": 0.01, "milliseconds": 90}
    gate = {"name": "language:it", "is_passed": True, "old": 0.5, "new": 0.75, "bound": None, "cases": []}
    flip = {"told": "may <b>I</b>", "wanted": "book", "old": "none", "new": "book", "is_better": True}
    run.result = {"old": side, "new": side | {"mean": 0.75}, "flips": [flip], "gates": [gate]}
    run.save()
    demo = {"message": "shown", "intent": "book"}
    ProgramVersion.objects.update(state={"detect": {"demos": [demo], "signature": {"instructions": "Be right."}}})
    shown = page(owner, "agents_optimisation", run.pk)
    for said in ("75 % ", "(30 % – 70 %)", "50 % before, 75 % now", "may &lt;b&gt;I", "Be right.", "shown"):
        assert said in shown
    module = reverse("admin:agents_program", args=["intent"])
    owner.post(module, {"_try": "", "number": "1", "share": "25"})
    assert ProgramVersion.objects.get().share == 25
    assert "on trial with 25 %" in page(owner, "agents_program", "intent")
    owner.post(module, {"_stop": ""})
    owner.post(module, {"_use": "", "number": "1"})
    assert ProgramVersion.objects.get().standing == "in_use"
    owner.post(module, {"_use": "", "number": "0"})
    assert ProgramVersion.objects.get().standing == "kept"
    refused = owner.post(module, {"_use": "", "number": "9"}, follow=True)
    assert "no such version" in refused.content.decode()


def test_an_example_is_written_and_removed(owner: Client) -> None:
    add, given = reverse("admin:agents_evaluationexample_add"), {"module": "intent", "language": "en", "text": "dogs?"}
    assert "One of: none" in owner.post(add, given | {"wanted": "nonsense"}).content.decode()
    owner.post(add, given | {"wanted": "ask_policy"})
    written = EvaluationExample.objects.get()
    assert "dogs?" in page(owner, "agents_evaluationexample_changelist")
    assert "dogs?" in page(owner, "agents_evaluationexample_change", written.pk)
    owner.post(reverse("admin:agents_evaluationexample_delete", args=[written.pk]), {"post": "yes"})
    assert not EvaluationExample.objects.exists()


def test_the_api_starts_tells_and_cancels(owner: Client, bella: Business) -> None:
    asked = {"module": "intent", "optimiser": "gepa", "most_calls": 20}
    answer = owner.post("/api/v1/dspy/optimize", asked, "application/json")
    assert answer.status_code == 202
    told = answer.json()
    assert (told["state"], told["most_calls"], told["most_dollars"]) == ("running", 20, "1.00")
    assert owner.post("/api/v1/dspy/optimize", asked, "application/json").status_code == 409
    assert owner.post("/api/v1/dspy/optimize", {"module": "x"}, "application/json").status_code == 422
    assert owner.get(f"/api/v1/dspy/optimize/{told['id']}").json() == told
    with enter(bella.schema_name):
        assert owner_of(bella).get(f"/api/v1/dspy/optimize/{told['id']}").status_code == 404
    assert owner.post(f"/api/v1/dspy/optimize/{told['id']}/cancel").json()["state"] == "cancelled"
    assert owner.post(f"/api/v1/dspy/optimize/{told['id']}/cancel").status_code == 409
