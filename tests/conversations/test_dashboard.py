"""Figures of conversations, and on which sites the widget was found."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from businesses.dashboard.queries import dashboard_of
from conversations.models import Conversation, Message, Turn, WidgetSite
from tenants.context import enter, public
from tests.businesses.dashboard.diaries import figure
from tests.businesses.hosts import browser_of

if TYPE_CHECKING:
    from tenants.models import Business

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = date(2026, 3, 10)
SITE = "https://www.mario.example"
FRAME = {"Sec-Fetch-Dest": "iframe"}


def talked(at: datetime, *, handed: bool = False, answered_after: int | None = None, **fields: object) -> Conversation:
    """In which a customer said something; ``answered_after`` minutes of being handed over a person did."""
    conversation = Conversation.objects.create(**{"last_asked": 1, **fields})
    Conversation.objects.filter(pk=conversation.pk).update(created_at=at)
    if handed:
        turn = Turn.objects.create(
            conversation=conversation,
            first_sequence=1,
            through_sequence=1,
            epoch=0,
            stage="COMPLETION",
            agent="concierge",
            is_handoff=True,
            correlation_id=uuid.uuid4().hex,
        )
        Turn.objects.filter(pk=turn.pk).update(created_at=at + timedelta(minutes=1))
    if answered_after is not None:
        said = Message.objects.create(conversation=conversation, sequence=2, role="staff", text="Hello")
        Message.objects.filter(pk=said.pk).update(created_at=at + timedelta(minutes=1 + answered_after))
    return conversation


def values(key: str) -> tuple[object, object]:
    from businesses.dashboard.periods import own_periods

    found = figure(dashboard_of(*own_periods(DAY, DAY)), key)
    return found.value, found.before


def test_how_many_were_handed_over_and_until_a_person_answered(in_marios: Business) -> None:
    for minutes in (3, 5, 40):
        talked(NOON, handed=True, answered_after=minutes)
    talked(NOON, handed=True)
    for _ in range(4):
        talked(NOON)
    talked(NOON - timedelta(days=1))
    assert values("conversations") == (8, 1)
    assert values("handed_over") == (Decimal("0.5"), 0)
    assert values("answered_after") == (5, None)


def test_only_customers_who_said_something_count(in_marios: Business) -> None:
    talked(NOON, last_asked=0)
    talked(NOON, flow="dashboard")
    assert values("conversations") == (0, 0)


def test_what_staff_said_before_they_were_asked_is_no_answer(in_marios: Business) -> None:
    talked(NOON, handed=True, answered_after=-5)
    assert values("answered_after") == (None, None)


def listed(business: Business) -> None:
    with public():
        business.allowed_origins = [SITE]
        business.save()


def test_the_first_loading_from_a_listed_site_is_remembered_once(in_marios: Business) -> None:
    listed(in_marios)
    for _ in range(2):
        browser_of(in_marios).get("/widget.js", headers={"Referer": f"{SITE}/menu"})
    assert [each.origin for each in WidgetSite.objects.all()] == [SITE]


def test_other_sites_and_businesses_remember_nothing(in_marios: Business, bella: Business) -> None:
    listed(in_marios)
    for referer in ("https://else.example/", "", "http://[", "about:blank"):
        browser_of(in_marios).get("/widget.js", headers={"Referer": referer})
    assert not WidgetSite.objects.exists()
    with enter(bella.schema_name):
        assert not WidgetSite.objects.exists()


def test_on_a_site_that_is_not_listed_the_frame_says_what_to_do(in_marios: Business) -> None:
    listed(in_marios)
    headers = {**FRAME, "Referer": "https://else.example/"}
    answer = browser_of(in_marios).get("/widget/", headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "https://else.example" in page
    assert "widget-config" not in page, "no conversation is begun there"
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_on_a_listed_site_the_frame_is_the_chat(in_marios: Business) -> None:
    listed(in_marios)
    answer = browser_of(in_marios).get("/widget/", headers={**FRAME, "Referer": f"{SITE}/"})
    assert answer.status_code == 200
    assert "widget-config" in answer.content.decode()


def test_whatever_a_referer_says_is_escaped(in_marios: Business) -> None:
    headers = {**FRAME, "Referer": "https://<script>alert(1)</script>/"}
    assert b"<script>alert" not in browser_of(in_marios).get("/widget/", headers=headers).content
