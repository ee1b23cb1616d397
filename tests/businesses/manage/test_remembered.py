"""The page of what is remembered: for who holds the booking, to see, delete and take back; staff see it on theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from audit.models import Entry
from businesses.models import Consent, Purpose, RememberedFact, RememberedUse, RetentionPolicy
from businesses.operations import confirm_booking
from businesses.privacy.consenting import publish_notice
from businesses.privacy.erasing import erase_customer
from businesses.privacy.holdings import tables
from businesses.privacy.persons import person_of
from businesses.privacy.retention import preview_sweep, sweep_old
from businesses.remembering.errors import NotAsked
from businesses.remembering.keeping import forget_fact, remember
from businesses.remembering.made import Made
from businesses.tokens import manage_token
from tenants.actors import SYSTEM
from tenants.models import Role
from tests.businesses.hosts import browser_of
from tests.businesses.rows import (
    NOW,
    STAFF,
    VISITOR,
    add_service,
    add_table,
    clear_rows,
    hold,
    open_daily,
    set_policy,
    slot_at,
)
from tests.privacy.people import signed_in

if TYPE_CHECKING:
    from businesses.models import Booking, Service
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside


@pytest.fixture
def table(in_marios: Business) -> Service:
    clear_rows()
    open_daily((12, 15), (18, 23))
    set_policy()
    return add_service(add_table("T1"), add_table("T2"), needs_party=True)


@pytest.fixture
def booking(table: Service) -> Booking:
    return booked(table, 13)


def booked(table: Service, hour: int) -> Booking:
    held = hold(slot_at(table, hour))
    return confirm_booking(reference=held.reference, by=VISITOR, now=NOW)


def agreed(*bookings: Booking, **told: str) -> Consent:
    if not Consent.objects.exists():
        publish_notice(text="We remember.", marketing_question="", asks_to_remember=True, by=STAFF, now=NOW)
    made = [Made(f"booking:{each.reference}", **told) for each in bookings]  # type: ignore[arg-type]
    return remember(made=made, means="chat", by=VISITOR, now=NOW)


def page_of(business: Business, booking: Booking) -> tuple[BrowserInside, str]:
    browser = browser_of(business)
    browser.post(f"/b/{booking.reference}/", {"proof": manage_token(booking)})
    return browser, f"/b/{booking.reference}/remembered/"


def test_holder_sees_and_deletes_one_and_all(marios: Business, booking: Booking) -> None:
    agreed(booking, seat="by the <window>")
    browser, address = page_of(marios, booking)
    assert address in browser.get(f"/b/{booking.reference}/").text
    page = browser.get(address).text
    assert "by the &lt;window&gt;" in page
    assert booking.reference in page
    seat = RememberedFact.objects.get(kind="seat")
    assert browser.post(address, {"forget": str(seat.pk)}).status_code == 302
    assert "window" not in browser.get(address).text
    browser.post(address, {"forget": "everything"})
    assert not RememberedFact.objects.exists()
    consent = Consent.objects.get(purpose=Purpose.REMEMBER)
    assert consent.withdrawn_by == f"customer:booking:{booking.reference}"
    deeds = list(Entry.objects.filter(about=f"customer:{booking.customer_id}").values_list("deed", flat=True))
    assert {"customer.remembered", "customer.fact_forgotten", "customer.forgotten"} <= set(deeds)
    assert address not in browser.get(f"/b/{booking.reference}/").text


def test_another_booking_under_the_same_name_opens_nothing(marios: Business, table: Service, booking: Booking) -> None:
    agreed(booking, vehicle="a VW Golf")
    other = booked(table, 19)
    assert other.customer == booking.customer
    browser, address = page_of(marios, other)
    page = browser.get(address).text
    assert "VW" not in page
    fact = RememberedFact.objects.get(kind="vehicle")
    browser.post(address, {"forget": str(fact.pk)})
    browser.post(address, {"forget": "everything"})
    fact.refresh_from_db()
    assert fact.words == "a VW Golf"


def test_nobody_else_is_let_in(marios: Business, booking: Booking) -> None:
    agreed(booking)
    assert browser_of(marios).get(f"/b/{booking.reference}/remembered/").status_code == 302


@pytest.mark.parametrize("which", ["", "all", "1' OR", "9" * 40])
def test_what_names_no_fact_changes_nothing(marios: Business, booking: Booking, which: str) -> None:
    agreed(booking)
    browser, address = page_of(marios, booking)
    assert browser.post(address, {"forget": which}).status_code == 404
    assert [fact.words for fact in RememberedFact.objects.order_by("kind")] == ["2", "Table"]


def test_a_fact_that_was_deleted_is_learned_again_only_from_later_bookings(table: Service, booking: Booking) -> None:
    consent = agreed(booking)
    forget_fact(fact=consent.facts.get(kind="people"), by=VISITOR, now=NOW + timedelta(hours=1))
    agreed(booking)
    assert consent.facts.get(kind="people").words == ""
    later = booked(table, 19)
    made = [Made(f"booking:{each.reference}") for each in (booking, later)]
    remember(made=made, means="chat", by=VISITOR, now=NOW + timedelta(hours=2))
    fact = consent.facts.get(kind="people")
    assert (fact.words, fact.learned_from) == ("2", f"booking:{later.reference}")


def test_nothing_is_kept_where_the_notice_does_not_say_so(booking: Booking) -> None:
    publish_notice(text="We keep your name.", marketing_question="", by=STAFF, now=NOW)
    with pytest.raises(NotAsked):
        remember(made=[Made(f"booking:{booking.reference}")], means="chat", by=VISITOR, now=NOW)


def test_it_goes_by_age_with_the_agreement(booking: Booking) -> None:
    consent = agreed(booking)
    late = NOW + timedelta(days=366)
    assert 1 in [count for _title, count in preview_sweep(RetentionPolicy(pk=1), now=late)]
    assert "remembered" not in sweep_old(now=NOW + timedelta(days=364), by=SYSTEM)
    assert sweep_old(now=late, by=SYSTEM)["remembered"] == 1
    consent.refresh_from_db()
    assert consent.withdrawn_by == "system:system"
    assert not RememberedFact.objects.exists()


def test_copy_and_erasure_hold_it(booking: Booking) -> None:
    agreed(booking, seat="by the window")
    person = person_of([booking.customer])
    kept = {table.name: list(table.read(person)) for table in tables()}
    assert "by the window" in [row["words"] for row in kept["remembered"]]
    assert [row["reference"] for row in kept["remembered_by"]] == [f"booking:{booking.reference}"]
    erase_customer(customer=booking.customer, confirmed_name=booking.customer.name, by=STAFF)
    assert not RememberedFact.objects.exists()


def test_staff_see_it_and_that_they_looked_is_kept_once_a_day(marios: Business, booking: Booking) -> None:
    agreed(booking, vehicle="a VW Golf")
    browser = signed_in(marios, Role.MANAGER)
    for _time in range(2):
        assert "a VW Golf" in browser.get(f"/staff/customers/{booking.customer_id}/").text
    assert RememberedUse.objects.count() == RememberedFact.objects.count()
    assert {use.by.split(":")[0] for use in RememberedUse.objects.all()} == {"staff"}
