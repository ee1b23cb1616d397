"""Many at once, each on a connection of its own: nobody is offered two times, and no time goes to two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from businesses.models import Service, Waiting, WaitingOffer
from businesses.operations.waiting import accept_offer, decline_offer, leave_list, offer_places
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.crowd import at_once
from tests.businesses.rows import NOW, VISITOR, minutes
from tests.businesses.waits import wait

if TYPE_CHECKING:
    from tenants.models import Business


def line_of(business: Business, people: int, *, tables: int) -> None:
    rows.clear_rows()
    rows.open_daily((18, 23))
    rows.set_policy()
    rows.add_service(*(rows.add_table(f"T{number}", 4) for number in range(tables)), needs_party=True)
    for number in range(people):
        wait(Service.objects.get(), f"Guest{number}", now=NOW + minutes(number))


def test_who_offers_at_once_offers_each_place_once_and_in_line(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        line_of(live_marios, 6, tables=2)
    answers = at_once(live_marios.schema_name, lambda _n: offer_places(by=SYSTEM, now=NOW), 8)

    assert [each for each in answers if isinstance(each, Exception)] == []
    with enter(live_marios.schema_name):
        offers = list(WaitingOffer.objects.select_related("booking", "waiting__customer"))
        assert max(Counter(each.waiting_id for each in offers).values()) == 1
        places = [(each.booking.resource_id, each.booking.starts_at) for each in offers]
        assert len(places) == len(set(places)) == 4, "two tables, at seven and at nine"
        assert {each.waiting.customer.name for each in offers} == {f"Guest{number}" for number in range(4)}


def test_yes_no_and_leaving_at_once_have_one_outcome(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        line_of(live_marios, 1, tables=1)
        (offered,) = offer_places(by=SYSTEM, now=NOW)
    answers = (accept_offer, decline_offer, leave_list)
    at_once(live_marios.schema_name, lambda n: answers[n % 3](reference=offered.reference, by=VISITOR, now=NOW), 9)

    with enter(live_marios.schema_name):
        waiting, offer = Waiting.objects.get(), WaitingOffer.objects.select_related("booking").get()
        stands = (waiting.status, offer.outcome, offer.booking.status)
        assert stands in {
            ("booked", "accepted", "confirmed"),
            ("left", "declined", "cancelled"),
            ("left", "withdrawn", "cancelled"),
        }
