"""The customer's page of a place on the list: opened by its token or contact, it takes an answer and lets one leave."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.models import Booking, Service, Waiting, WaitingOffer, WeeklyHours
from businesses.operations.waiting import offer_places
from businesses.tokens import manage_token
from tenants.actors import SYSTEM
from tests.businesses import rows
from tests.businesses.hosts import BrowserInside, browser_of
from tests.businesses.waits import wait

if TYPE_CHECKING:
    from tenants.models import Business

EVE = CustomerDetails("Eve <script>alert(1)</script>", "+39061234567", "eve@example.com", "en")


@pytest.fixture
def browser(restaurant: Business) -> BrowserInside:
    cache.clear()
    return browser_of(restaurant)


@pytest.fixture
def waiting(only_table: Service) -> Waiting:
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    day = timezone.localdate() + timedelta(days=3)
    return wait(only_table, "Eve", customer=EVE, day=day, now=timezone.now())


def address(waiting: Waiting, page: str = "") -> str:
    return f"/w/{waiting.reference}/{page}"


def prove(browser: BrowserInside, waiting: Waiting, proof: str | None = None) -> Any:
    return browser.post(address(waiting), {"proof": manage_token(waiting) if proof is None else proof})


@pytest.mark.parametrize("proof", [None, "eve@example.com", "06 1234567"])
def test_token_and_contact_open_it(browser: BrowserInside, waiting: Waiting, proof: str | None) -> None:
    assert prove(browser, waiting, proof).status_code == 302
    shown = browser.get(address(waiting)).text
    for told in ("You are on the waiting list", "between 19:00 and 21:00", "Leave the list"):
        assert told in shown, told
    assert "Eve &lt;script&gt;" in shown
    assert "Yes, book it" not in shown


def bare(page: str, reference: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(reference, ""))


def test_all_others_see_the_same_door(browser: BrowserInside, waiting: Waiting) -> None:
    wrong = prove(browser, waiting, "mallory@example.com")
    nowhere = browser.post("/w/K7F-2QM/", {"proof": "mallory@example.com"})

    assert wrong.status_code == nowhere.status_code == 403
    assert bare(wrong.text, waiting.reference) == bare(nowhere.text, "K7F-2QM")
    assert browser.post(address(waiting, "accept/")).headers["Location"] == address(waiting)


def test_an_offer_is_taken_with_one_press(browser: BrowserInside, waiting: Waiting) -> None:
    offer_places(by=SYSTEM)
    prove(browser, waiting)
    shown = browser.get(address(waiting)).text
    assert "A place has come free" in shown
    assert "We hold it for you until" in shown

    assert browser.post(address(waiting, "accept/")).status_code == 302
    booking = Booking.objects.get()
    assert booking.status == "confirmed"
    assert booking.changes.latest("version").actor == f"customer:waiting:{waiting.reference}"
    assert booking.reference in browser.get(address(waiting)).text


def test_no_and_off_the_list(browser: BrowserInside, waiting: Waiting) -> None:
    offer_places(by=SYSTEM)
    prove(browser, waiting)
    browser.post(address(waiting, "decline/"))
    assert "You are on the waiting list" in browser.get(address(waiting)).text
    browser.post(address(waiting, "leave/"))
    assert "You are off the list" in browser.get(address(waiting)).text
    assert browser.get(address(waiting, "leave/")).status_code == 405
    assert browser.post(address(waiting, "steal/")).status_code == 404


def test_an_offer_that_went_to_somebody_else_is_told_with_what_is_free(
    browser: BrowserInside, waiting: Waiting
) -> None:
    offer_places(by=SYSTEM)
    offer = WaitingOffer.objects.get()
    past = timezone.now() - timedelta(minutes=1)
    Booking.objects.update(expires_at=past)
    WaitingOffer.objects.update(expires_at=past)
    slot = rows.slot_at(waiting.service, 19, now=offer.booking.starts_at - timedelta(hours=1))
    rows.hold(slot, now=timezone.now())
    prove(browser, waiting)
    assert "The time to answer has run out" in browser.get(address(waiting)).text

    answer = browser.post(address(waiting, "accept/"))
    assert answer.status_code == 409
    assert "Still free:" in answer.text
