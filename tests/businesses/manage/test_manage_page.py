from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from businesses.availability.rhythm import Rhythm
from businesses.contacts import CustomerDetails
from businesses.models import Booking, Customer, HoursException, Service
from businesses.operations import book_series, cancel_booking, confirm_booking, hold_slot
from businesses.queries import nearest_slots
from businesses.queries.series import planned_series
from businesses.tokens import manage_token, read_slot
from tests.businesses.hosts import BrowserInside, browser_of
from tests.businesses.rows import VISITOR

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot
    from tenants.models import Business

EVE = CustomerDetails("Eve <script>alert(1)</script>", "+39061234567", "eve@example.com")


@pytest.fixture
def browser(restaurant: Business) -> BrowserInside:
    cache.clear()
    return browser_of(restaurant)


def offers(service: Service, around: datetime | None = None) -> list[OfferedSlot]:
    now = timezone.now()
    return nearest_slots(service=service, party_size=2, around=around or now + timedelta(days=2), now=now)


@pytest.fixture
def held(only_table: Service) -> Booking:
    token = offers(only_table)[0].token
    return hold_slot(slot_token=token, party_size=2, customer=EVE, by=VISITOR, source="chat")


@pytest.fixture
def booking(held: Booking) -> Booking:
    return confirm_booking(reference=held.reference, by=VISITOR)


def address(booking: Booking, page: str = "") -> str:
    return f"/b/{booking.reference}/{page}"


def prove(browser: BrowserInside, booking: Booking, proof: str | None = None) -> Any:
    return browser.post(address(booking), {"proof": manage_token(booking) if proof is None else proof})


def text(response: Any, booking: Booking) -> str:
    """The page without what the visitor already knew and what differs on every request."""
    lines = response.content.decode().replace(booking.reference, "K7F-2QM").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_page_without_its_token_tells_nothing(browser: BrowserInside, booking: Booking) -> None:
    real = browser.get(address(booking))
    none = browser.get("/b/K7F-2QM/")

    assert (real.status_code, text(real, booking)) == (none.status_code, text(none, booking))
    for secret in ("Eve", "confirmed", "19:00"):
        assert secret not in text(real, booking)


def test_wrong_proof_is_the_same_as_no_booking(browser: BrowserInside, booking: Booking) -> None:
    wrong = prove(browser, booking, "anna@example.com")
    none = browser.post("/b/K7F-2QM/", {"proof": "anna@example.com"})

    assert wrong.status_code == 403
    assert (wrong.status_code, text(wrong, booking)) == (none.status_code, text(none, booking))
    assert "manage" not in wrong.cookies


@pytest.mark.parametrize("proof", [None, "eve@example.com", "EVE@example.com ", "06 1234567"])
def test_proof_opens_the_page_and_no_other(browser: BrowserInside, booking: Booking, proof: str | None) -> None:
    answer = prove(browser, booking, proof)

    cookie = answer.cookies["manage"]
    assert (answer.status_code, answer["Location"]) == (302, address(booking))
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address(booking), True, "Lax")
    page = browser.get(address(booking))
    assert booking.get_status_display() in text(page, booking)
    assert "no-store" in page["Cache-Control"]


def test_name_is_shown_as_data(browser: BrowserInside, booking: Booking) -> None:
    prove(browser, booking)

    page = browser.get(address(booking)).content.decode()
    assert "Eve &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_cookie_of_another_booking_opens_nothing(browser: BrowserInside, booking: Booking, only_table: Service) -> None:
    other = hold_slot(slot_token=offers(only_table)[0].token, party_size=2, customer=EVE, by=VISITOR, source="chat")
    browser.cookies["manage"] = manage_token(other)

    assert "Eve" not in browser.get(address(booking)).content.decode()


@pytest.mark.parametrize("page", ["confirm/", "cancel/", "move/"])
def test_changes_need_the_proof(browser: BrowserInside, booking: Booking, page: str) -> None:
    answer = browser.post(address(booking, page), {"slot": "x"})

    assert answer.status_code in {302, 403}
    booking.refresh_from_db()
    assert (booking.status, booking.version) == ("confirmed", 2)


def test_proofs_are_limited(browser: BrowserInside, booking: Booking) -> None:
    statuses = [prove(browser, booking, "guess").status_code for _ in range(21)]

    assert (statuses[0], statuses[-1]) == (403, 429)


def test_hold_is_confirmed_on_the_page(browser: BrowserInside, held: Booking) -> None:
    prove(browser, held)
    assert "Not booked yet" in browser.get(address(held)).content.decode()

    browser.post(address(held, "confirm/"))

    held.refresh_from_db()
    assert (held.status, held.changes.get(kind="confirmed").actor) == (
        "confirmed",
        f"customer:booking:{held.reference}",
    )


def test_cancelling_asks_once_more(browser: BrowserInside, booking: Booking) -> None:
    prove(browser, booking)

    assert "Cancel this booking?" in browser.get(address(booking, "cancel/")).content.decode()
    booking.refresh_from_db()
    assert booking.status == "confirmed"
    assert browser.post(address(booking, "cancel/"), {"reason": "ill"}).status_code == 302
    booking.refresh_from_db()
    assert booking.status == "cancelled"


def test_moving_offers_times_and_takes_one(browser: BrowserInside, booking: Booking) -> None:
    prove(browser, booking)
    day = booking.starts_at.date() + timedelta(days=1)

    page = browser.get(address(booking, "move/"), {"day": day.isoformat()})
    slot = page.context["slots"][0]
    answer = browser.post(address(booking, "move/"), {"slot": slot.token})

    assert answer.status_code == 302
    booking.refresh_from_db()
    assert booking.during.lower == slot.start


def test_moving_to_a_time_just_taken_offers_others(
    browser: BrowserInside, booking: Booking, only_table: Service
) -> None:
    prove(browser, booking)
    wanted = offers(only_table, booking.starts_at + timedelta(days=1))[0]
    hold_slot(slot_token=wanted.token, party_size=2, customer=EVE, by=VISITOR, source="chat")

    answer = browser.post(address(booking, "move/"), {"slot": wanted.token})

    assert (answer.status_code, len(answer.context["nearest"])) == (409, 3)
    assert "Someone else has just taken that time" in answer.content.decode()


@pytest.mark.parametrize("day", ["", "nonsense", "2026-02-30", "0001-01-01", "9999-12-31", "\x00"])
def test_moving_to_no_day_is_told(browser: BrowserInside, booking: Booking, day: str) -> None:
    prove(browser, booking)

    assert browser.get(address(booking, "move/"), {"day": day}).status_code == 200


def test_too_late_is_told_with_the_phone(browser: BrowserInside, booking: Booking) -> None:
    Booking.objects.update(cancel_cutoff_minutes=60 * 24 * 30)
    prove(browser, booking)

    answer = browser.post(address(booking, "cancel/"))

    assert answer.status_code == 409
    assert "+390612345678" in answer.content.decode()


def test_ended_booking_offers_no_change(browser: BrowserInside, booking: Booking) -> None:
    cancel_booking(reference=booking.reference, by=VISITOR)
    prove(browser, booking)

    page = browser.get(address(booking)).content.decode()
    assert "Move to another time" not in page
    assert "Confirm the booking" not in page


@pytest.mark.parametrize("reference", ["x" * 300, "%00", "..%2F..", "\u202e", "<b>"])
def test_reference_that_cannot_be_one_is_the_same_door(
    browser: BrowserInside, restaurant: object, reference: str
) -> None:
    answer = browser.get(f"/b/{reference}/")

    assert answer.status_code in {200, 404}
    assert "<b>" not in answer.content.decode()


def test_spelling_of_a_reference_leads_to_its_own_address(browser: BrowserInside, restaurant: object) -> None:
    assert browser.get("/b/k7f2qm/")["Location"] == "/b/K7F-2QM/"


def test_page_is_in_the_language_the_customer_booked_in(browser: BrowserInside, booking: Booking) -> None:
    Customer.objects.filter(pk=booking.customer_id).update(locale="it")
    prove(browser, booking)
    page = browser.get(address(booking)).content.decode()
    assert '<html lang="it"' in page
    assert "La Sua prenotazione" in page
    assert "Confermata" in page
    assert "Sposta a un altro orario" in page
    assert "Annullare questa prenotazione?" in browser.get(address(booking, "cancel/")).content.decode()
    assert "Vedi gli orari" in browser.get(address(booking, "move/")).content.decode()


def test_door_is_in_the_browser_s_language(browser: BrowserInside, booking: Booking) -> None:
    page = browser.get(address(booking), headers={"accept-language": "fr-FR"}).content.decode()
    assert "Ouvrir votre réservation" in page


def test_a_series_is_seen_moved_and_cancelled_from_one_of_its_dates(
    browser: BrowserInside, only_table: Service
) -> None:
    now = timezone.now()
    claim = read_slot(offers(only_table)[0].token)
    planned = planned_series(service=only_table, claim=claim, rhythm=Rhythm(1, times=3), now=now)
    said: dict[str, Any] = {"every_weeks": 1, "customer": EVE, "by": VISITOR, "source": "chat", "key": "k"}
    series = book_series(slot_tokens=[each.slot.token for each in planned if each.slot], **said)
    first, second, third = series.bookings.order_by("starts_at")
    prove(browser, second)

    page = browser.get(address(second)).content.decode()
    assert "All dates" in page
    assert f"{address(third)}#{manage_token(third)}" in page

    later = nearest_slots(
        service=only_table, party_size=2, around=second.starts_at + timedelta(days=1), now=now, moving=second
    )[0]
    browser.post(address(second, "move/"), {"slot": later.token, "following": "1"})
    moved = dict(Booking.objects.values_list("reference", "starts_at"))
    assert moved[first.reference] == first.starts_at
    assert moved[second.reference] == later.start
    assert moved[third.reference].astimezone(later.start.tzinfo).date() == later.start.date() + timedelta(weeks=1)

    assert "And the date after it" in browser.get(address(second, "cancel/")).content.decode()
    browser.post(address(second, "cancel/"), {"following": "1"})
    assert [each.status for each in series.bookings.order_by("starts_at")] == ["confirmed", "cancelled", "cancelled"]


def test_a_series_that_cannot_move_whole_says_which_dates(browser: BrowserInside, only_table: Service) -> None:
    now = timezone.now()
    claim = read_slot(offers(only_table)[0].token)
    planned = planned_series(service=only_table, claim=claim, rhythm=Rhythm(1, times=2), now=now)
    said: dict[str, Any] = {"every_weeks": 1, "customer": EVE, "by": VISITOR, "source": "chat", "key": "k"}
    series = book_series(slot_tokens=[each.slot.token for each in planned if each.slot], **said)
    first, second = series.bookings.order_by("starts_at")
    wanted = nearest_slots(
        service=only_table, party_size=2, around=first.starts_at + timedelta(days=1), now=now, moving=first
    )[0]
    HoursException.objects.create(date=wanted.start.date() + timedelta(weeks=1), is_closed=True)
    prove(browser, first)
    refused = browser.post(address(first, "move/"), {"slot": wanted.token, "following": "1"})
    assert refused.status_code == 409
    assert "Not free:" in refused.content.decode()
    assert Booking.objects.get(pk=first.pk).starts_at == first.starts_at
    alone = {"slot": wanted.token, "following": "1", "leaving": second.reference}
    assert browser.post(address(first, "move/"), alone).status_code == 302
    assert Booking.objects.get(pk=first.pk).starts_at == wanted.start
