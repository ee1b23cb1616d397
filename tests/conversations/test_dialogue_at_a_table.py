"""Who has scanned the code of a table is not asked which one it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.models import Order, Resource, WeeklyHours
from businesses.tokens import SEAT_LIFETIME, sign_seat
from conversations import operations
from conversations.models import Conversation
from tests.businesses import rows
from tests.businesses.ordering import menus
from tests.conversations.talking import Talk

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def seated(talk: Talk) -> Talk:
    """At the second of two tables of a bar that never closes."""
    rows.clear_rows()
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    menus.set_order_policy()
    menus.add_item("Espresso", "1.50", allergens=[])
    rows.add_table("T1")
    started = operations.start_conversation(by=rows.VISITOR, seat=sign_seat(rows.add_table("T2").pk))
    return Talk.of(started.conversation)


def said(talk: Talk, *lines: str) -> str:
    reply = ""
    for line in lines:
        reply = talk.say(line)
    return reply


def test_an_order_goes_to_the_table(seated: Talk) -> None:
    asked = seated.say("two espressos please")
    assert seated.turn["needs"] == ["name"], asked
    told = said(seated, "Ada Lovelace", "ada@example.com")
    assert "T2" in told
    seated.say("yes please")
    order = Order.objects.get()
    assert (order.way, order.table, order.pieces) == ("dine_in", Resource.objects.get(name="T2"), 2)


def test_it_may_still_be_taken_away(seated: Talk) -> None:
    told = said(seated, "an espresso to take away please", "Ada Lovelace", "ada@example.com")
    assert seated.turn["stage"] == "CONFIRMATION"
    assert "T2" not in told
    seated.say("yes")
    assert Order.objects.get().way == "pickup"


def test_hours_later_the_table_is_asked_for(seated: Talk) -> None:
    row = Conversation.objects.get(pk=seated.id)
    Conversation.objects.filter(pk=seated.id).update(created_at=row.created_at - SEAT_LIFETIME - timedelta(minutes=1))
    seated.say("two espressos please")
    assert seated.turn["needs"] == ["way"]


def test_a_table_that_is_out_of_use_is_not_taken_for_granted(live_marios: Business, seated: Talk) -> None:
    Resource.objects.filter(name="T2").update(is_active=False)
    said(seated, "two espressos please", "Ada Lovelace", "ada@example.com")
    assert seated.turn["needs"] == ["table"]


@pytest.mark.parametrize("line", ["sorry, 3 espressos", "non pardon, 3 espressos", "nein, 3 Espresso bitte"])
def test_a_number_of_dishes_is_no_other_table(seated: Talk, line: str) -> None:
    for name in ("Table 3", "Table 7"):
        rows.add_table(name)
    said(seated, "table 7: 4 espressos please", "Ada Lovelace", "ada@example.com", line, "yes")
    order = Order.objects.get()
    assert (order.table, order.pieces) == (Resource.objects.get(name="Table 7"), 3)
