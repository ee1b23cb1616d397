"""How customers find a conversation: given by who holds its token, kept once, shown to staff."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rest_framework.test import APIClient

from conversations.models import Conversation
from conversations.operations import end_conversation, start_conversation
from conversations.tokens import issue_token
from tenants.actors import SYSTEM, Actor
from tenants.context import enter
from tests.conversations.test_dashboard import DAY, values
from tests.experiments.making import signed_in

if TYPE_CHECKING:
    from tenants.models import Business

VISITOR = Actor("customer", "visitor")


def begun(business: Business, *, said: int = 1) -> tuple[Conversation, str]:
    with enter(business.schema_name):
        row = start_conversation(by=VISITOR).conversation
        Conversation.objects.filter(pk=row.pk).update(last_asked=said)
        return row, issue_token(row)


def rate(business: Business, row: Conversation, token: str, **fields: object) -> Any:
    client = APIClient(headers={"host": f"{business.slug}.localhost", "authorization": f"Bearer {token}"})
    return client.post(f"/api/v1/conversations/{row.pk}/rating", {"stars": 4, **fields}, format="json")


def test_a_second_rating_replaces_the_first_also_after_the_end(marios: Business) -> None:
    row, token = begun(marios)
    assert rate(marios, row, token).json()["rating"] == 4
    with enter(marios.schema_name):
        end_conversation(conversation_id=row.pk, by=SYSTEM)
    again = rate(marios, row, token, stars=2, word=" too   slow ").json()
    assert (again["rating"], again["word"]) == (2, "too slow")
    client = APIClient(headers={"host": "marios.localhost", "authorization": f"Bearer {token}"})
    assert client.get(f"/api/v1/conversations/{row.pk}/history").json()["rating"] == 2


def test_only_who_holds_the_token_rates(marios: Business, bella: Business) -> None:
    row, token = begun(marios)
    other, its = begun(marios)
    assert rate(marios, row, its).status_code == 403
    assert rate(bella, row, token).status_code == 401
    assert rate(marios, row, "").status_code == 401
    with enter(marios.schema_name):
        assert not Conversation.objects.exclude(rating=None).exists()
    assert rate(marios, other, its).status_code == 200


def test_what_is_no_rating_is_refused(marios: Business) -> None:
    row, token = begun(marios)
    refused = [rate(marios, row, token, stars=stars) for stars in (0, 6, "many", None)]
    refused.append(rate(marios, row, token, word="x" * 501))
    assert {each.status_code for each in refused} == {422}
    silent, its = begun(marios, said=0)
    assert rate(marios, silent, its).json()["type"] == "/problems/nothing-to-rate"


def test_staff_see_it_and_figures_count_it(marios: Business) -> None:
    row, token = begun(marios)
    rate(marios, row, token, stars=5, word="Grazie!")
    staff = signed_in(marios, "staff")
    page = staff.get(f"/staff/inbox/{row.pk}/").content.decode()
    assert "5 of 5 stars" in page
    assert "Grazie!" in page
    with enter(marios.schema_name):
        at = datetime(2026, 3, 10, 12, tzinfo=UTC)
        Conversation.objects.create(last_asked=1, rating=2, rated_at=at)
        Conversation.objects.filter(pk=row.pk).update(rated_at=at)
        assert values("rating") == (Decimal("3.5"), None)
    behind = staff.get("/staff/figures/rated/", {"period": "own", "first": str(DAY), "last": str(DAY)}).content.decode()
    assert "Grazie!" in behind
