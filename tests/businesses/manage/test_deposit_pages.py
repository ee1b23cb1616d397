"""A deposit as customers see it: on the form, on the page of the booking, over the API; and where owners set it up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse

from businesses.models import Booking, CardAccount, OrderPolicy, Service
from businesses.operations import cancel_booking
from businesses.tokens import manage_token
from tenants.models import Role
from tests.businesses.deposits import Till, asked, paid, stands
from tests.businesses.hosts import BrowserInside, api_of, browser_of
from tests.businesses.rows import DAY, STAFF, hold, minutes, slot_at
from tests.factories import new_user
from tests.payments.far_end import KEY, SECRET

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def browser(restaurant: Business) -> BrowserInside:
    cache.clear()
    return browser_of(restaurant)


@pytest.fixture
def owner(restaurant: Business) -> BrowserInside:
    client = browser_of(restaurant)
    client.force_login(new_user("mara@example.com", business=restaurant, role=Role.OWNER))
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    return client


def page_of(browser: BrowserInside, booking: Booking) -> str:
    browser.post(f"/b/{booking.reference}/", {"proof": manage_token(booking)})
    return str(browser.get(f"/b/{booking.reference}/").text)


def test_the_form_tells_the_terms_and_says_booked_only_once_it_is_paid(till: Till, browser: BrowserInside) -> None:
    address = f"/book/times/?service={till.service.pk}&people=2&date={DAY}"
    page = browser.get(address).text
    assert "A deposit of €20.00 is asked for; whoever cancels at least 2 hours before gets it back." in page
    slot = re.findall(r'name="slot" value="([^"]+)"', page)[0]
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    browser.post(address, {"slot": slot, "key": key, "name": "Anna", "phone": "+39061234567"})
    done = browser.get("/book/done/").text
    assert "Held until 10:30, and booked once the deposit of €20.00 is paid." in done
    assert ("Not booked yet" in done, "See you then" in done) == (True, False)
    booking = Booking.objects.get()
    assert "Pay €20.00" in browser.post(f"/b/{booking.reference}/pay/").text
    till.pays(booking)
    till.told()
    assert "See you then, Anna" in browser.get("/book/done/").text


def test_the_page_of_a_booking_leads_to_pay_and_tells_how_the_deposit_stands(
    till: Till, browser: BrowserInside
) -> None:
    booking = asked(till)
    assert "Pay €20.00" in page_of(browser, booking)
    browser.post(f"/b/{booking.reference}/pay/")
    page = page_of(browser, booking)
    assert f'href="{till.goes_to_pay(booking)}"' in page
    assert "Have you paid just now?" in page
    till.pays(booking)
    till.told()
    assert "Deposit €20.00: paid" in page_of(browser, booking)
    assert "goes back to where it was paid from" in browser.get(f"/b/{booking.reference}/cancel/").text
    browser.post(f"/b/{booking.reference}/cancel/")
    assert "The deposit of €20.00 goes back to where it was paid from." in page_of(browser, booking)


def test_while_the_provider_is_down_the_page_says_so_and_may_be_tried_again(till: Till, browser: BrowserInside) -> None:
    booking = asked(till)
    page_of(browser, booking)
    till.books.is_down = True
    refused = browser.post(f"/b/{booking.reference}/pay/")
    assert (refused.status_code, "does not answer" in refused.text) == (503, True)
    till.books.is_down, till.books.answers = False, {}
    assert browser.post(f"/b/{booking.reference}/pay/").status_code == 200


def test_after_its_time_it_can_be_asked_for_anew(till: Till, browser: BrowserInside) -> None:
    booking = asked(till)
    till.now += minutes(31)
    assert "Confirm the booking" in page_of(browser, booking)
    assert browser.post(f"/b/{booking.reference}/pay/").status_code == 409
    browser.post(f"/b/{booking.reference}/confirm/")
    assert "Held until 11:01" in page_of(browser, booking)


def test_the_api_asks_for_it_and_leads_to_its_page(till: Till) -> None:
    held = hold(slot_at(till.service, 19))
    api = api_of(till.business)
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {manage_token(held)}")
    answer = api.post(f"/api/v1/bookings/{held.reference}/confirm").json()
    deposit = {"amount": {"amount": "20.00", "currency": "EUR"}, "state": "asked", "is_owed": True}
    assert (answer["status"], answer["deposit"]) == ("held", deposit)
    assert answer["expires_at"] == "2026-03-10T10:30:00+01:00"
    assert api.post(f"/api/v1/bookings/{held.reference}/pay").json() == {"url": till.goes_to_pay(held)}
    offered = api_of(till.business).get("/api/v1/services").json()["services"][0]
    assert (offered["deposit"]["amount"], offered["deposit_is_per_person"]) == ("10.00", True)


def test_staff_see_how_it_stands_and_may_give_back_what_would_be_kept(till: Till, owner: BrowserInside) -> None:
    booking = paid(till)
    day = f"/staff/day/{DAY}/"
    assert "Deposit €20.00: paid" in owner.get(reverse("board-day", args=[f"{DAY}"])).text, day
    till.now += minutes(8 * 60)
    assert "Pay the deposit back" in owner.get(reverse("board-day", args=[f"{DAY}"])).text
    owner.post(reverse("board-move", args=[booking.reference, "cancel"]), {"gives_back": "1"})
    assert stands(booking) == ("cancelled", "due_back")


def test_orders_are_paid_beforehand_only_where_there_is_an_account(till: Till, owner: BrowserInside) -> None:
    form = {
        **{name: getattr(OrderPolicy(), name) for name in ("preparation_minutes", "last_order_minutes", "days_ahead")},
        "accept_minutes": 10,
        "tax_rate": 0,
        "pay_minutes": 15,
        "takes_pickup": "on",
        "pickup_payment": "before",
        "delivery_payment": "door",
        "dine_in_payment": "door",
    }
    CardAccount.objects.all().delete()
    refused = owner.post("/admin/businesses/orderpolicy/add/", form).text
    assert ("First enter your account at Stripe" in refused, OrderPolicy.objects.exists()) == (True, False)
    CardAccount.objects.create(pk=1, key=KEY, notice_secret=SECRET)
    owner.post("/admin/businesses/orderpolicy/add/", form)
    assert OrderPolicy.current().takes_cards
    Service.objects.update(deposit=None)
    assert owner.get("/admin/businesses/cardaccount/1/delete/").status_code == 403


def test_a_deposit_needs_an_account_whose_keys_are_never_shown(till: Till, owner: BrowserInside) -> None:
    CardAccount.objects.all().delete()
    address = f"/admin/businesses/service/{till.service.pk}/change/"
    form = {
        "name": "Table",
        "duration_minutes": 120,
        "buffer_minutes": 0,
        "deposit": "20",
        "position": 0,
        "is_active": "on",
        "resources": list(till.service.resources.values_list("pk", flat=True)),
        "party_durations-TOTAL_FORMS": 0,
        "party_durations-INITIAL_FORMS": 0,
    }
    assert "First enter your account at Stripe" in owner.post(address, form).text
    refused = owner.post("/admin/businesses/cardaccount/add/", {"key": "pk_test_1", "notice_secret": ""}).text
    assert ("A secret key begins with" in refused, "Copy it from your account" in refused) == (True, True)
    owner.post("/admin/businesses/cardaccount/add/", {"key": KEY, "notice_secret": SECRET})
    page = owner.get("/admin/businesses/cardaccount/1/change/").text
    assert ("/payments/stripe/" in page, KEY in page, SECRET in page) == (True, False, False)
    assert owner.post(address, form).status_code == 302
    owner.post("/admin/businesses/cardaccount/1/change/", {"key": "", "notice_secret": "whsec_other"})
    account = CardAccount.objects.get()
    assert (account.key, account.notice_secret) == (KEY, "whsec_other")
    assert owner.get("/admin/businesses/cardaccount/1/delete/").status_code == 403
    cancelled = cancel_booking(reference=asked(till).reference, by=STAFF, now=till.now)
    assert cancelled.deposit is not None
    assert Service.objects.get().deposit == 20
    assert "lapsed" in str(cancelled.deposit.state)
    assert owner.get("/admin/businesses/deposit/").status_code == 200
