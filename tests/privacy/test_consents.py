"""What customers were shown and agreed to, in the words of that time, and that they can take it back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from businesses.models import Booking, Consent, Customer, PrivacyNotice, Purpose
from businesses.privacy.consenting import publish_notice, wants_marketing, withdraw_marketing
from businesses.privacy.erasing import erase_customer
from businesses.tokens import manage_token
from tenants.context import enter
from tenants.models import Role
from tests.businesses.hosts import BrowserInside, browser_of
from tests.businesses.rows import ANNA, NOW, hold, slot_at
from tests.privacy.people import STAFF, signed_in

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business

QUESTION = "Send me news and offers by e-mail."


def published(text: str = "We keep your name.", question: str = QUESTION) -> PrivacyNotice:
    return publish_notice(text=text, marketing_question=question, by=STAFF, now=NOW)


def form_of(browser: BrowserInside, table: Service) -> tuple[str, str]:
    """The address of the form for a day soon, and its page."""
    day = timezone.localdate() + timedelta(days=2)
    address = f"/book/times/?service={table.pk}&people=2&date={day.isoformat()}"
    return address, browser.get(address).text


def send(browser: BrowserInside, table: Service, **fields: Any) -> Booking:
    address, page = form_of(browser, table)
    slot, key = re.search(r'name="slot" value="([^"]+)"', page), re.search(r'name="key" value="([^"]+)"', page)
    assert slot
    assert key
    said = {"name": ANNA.name, "phone": ANNA.phone, "email": ANNA.email, "slot": slot[1], "key": key[1], **fields}
    assert browser.post(address, said).status_code == 302
    return Booking.objects.latest("pk")


def test_the_box_is_never_ticked_for_the_customer(table: Service, marios: Business) -> None:
    published()
    _address, page = form_of(browser_of(marios), table)
    (box,) = re.findall(r"<input[^>]+marketing[^>]*>", page)
    assert 'type="checkbox"' in box
    assert "checked" not in box
    assert "required" not in box
    assert QUESTION in page
    assert "/privacy/" in page


def test_no_question_no_box(table: Service, marios: Business) -> None:
    assert "marketing" not in form_of(browser_of(marios), table)[1]
    published(question="")
    assert "marketing" not in form_of(browser_of(marios), table)[1]


@pytest.mark.parametrize("ticked", [True, False])
def test_what_the_form_was_told_is_kept(table: Service, marios: Business, ticked: bool) -> None:
    published("Old words")
    notice = published("New words")
    booking = send(browser_of(marios), table, **({"marketing": "on"} if ticked else {}))
    kept = {consent.purpose: consent for consent in Consent.objects.all()}
    assert set(kept) == {Purpose.NOTICE, *([Purpose.MARKETING] if ticked else [])}
    for consent in kept.values():
        assert consent.notice == notice
        assert (consent.customer, consent.means) == (booking.customer, "form")
        assert consent.evidence == f"booking:{booking.reference}"
    assert wants_marketing(booking.customer) is ticked


def test_a_ticked_box_nobody_asked_for_counts_for_nothing(table: Service, marios: Business) -> None:
    published(question="")
    send(browser_of(marios), table, marketing="on")
    assert {consent.purpose for consent in Consent.objects.all()} == {Purpose.NOTICE}


def test_the_chat_shows_the_notice_and_asks_for_no_news(table: Service) -> None:
    published()
    booking = hold(slot_at(table, 19))
    (kept,) = Consent.objects.all()
    assert (kept.customer, kept.purpose, kept.means) == (booking.customer, Purpose.NOTICE, "chat")


def test_who_books_again_is_kept_once_for_each_version(table: Service) -> None:
    published()
    for hour in (12, 19):
        hold(slot_at(table, hour))
    assert Consent.objects.count() == 1
    published("New words")
    hold(slot_at(table, 21))
    assert Consent.objects.count() == 2


def test_without_a_notice_nothing_is_kept(table: Service, marios: Business) -> None:
    hold(slot_at(table, 19))
    assert not Consent.objects.exists()
    assert browser_of(marios).get("/privacy/").status_code == 404
    assert "/privacy/" not in browser_of(marios).get("/widget/").text


def test_the_widget_leads_to_the_newest_words(table: Service, marios: Business, bella: Business) -> None:
    published("Old words")
    published("New words & <b>none</b> of others")
    browser = browser_of(marios)
    assert 'href="/privacy/"' in browser.get("/widget/").text
    page = browser.get("/privacy/").text
    assert "New words &amp; &lt;b&gt;none" in page
    assert "Version 2, 2026-03-10" in page
    assert "Old words" not in page
    assert "Datenschutzhinweis" in browser.get("/privacy/?locale=de").text
    with enter(bella.schema_name):
        assert browser_of(bella).get("/privacy/").status_code == 404


def test_a_customer_takes_it_back_on_the_bookings_page(table: Service, marios: Business) -> None:
    published()
    browser = browser_of(marios)
    booking = send(browser, table, marketing="on")
    page = f"/b/{booking.reference}/"
    stranger = browser_of(marios)
    stranger.post(f"{page}no-news/")
    assert wants_marketing(booking.customer)
    holder = browser_of(marios)
    holder.post(page, {"proof": manage_token(booking)})
    assert "Send me none any more" in holder.get(page).text
    holder.post(f"{page}no-news/")
    assert not wants_marketing(booking.customer)
    assert "Send me none any more" not in holder.get(page).text
    kept = Consent.objects.get(purpose=Purpose.MARKETING)
    assert kept.withdrawn_at is not None
    assert kept.withdrawn_by == f"customer:booking:{booking.reference}"


def test_taken_back_and_given_again_are_two_records(table: Service, marios: Business) -> None:
    published()
    booking = send(browser_of(marios), table, marketing="on")
    assert withdraw_marketing(customer=booking.customer, by=STAFF, now=timezone.now()) == 1
    assert withdraw_marketing(customer=booking.customer, by=STAFF, now=timezone.now()) == 0
    send(browser_of(marios), table, marketing="on")
    assert Consent.objects.filter(purpose=Purpose.MARKETING).count() == 2
    assert wants_marketing(booking.customer)


def test_an_owner_publishes_and_nobody_changes_what_was_shown(table: Service, marios: Business) -> None:
    owner = signed_in(marios, Role.OWNER)
    sent = owner.post("/admin/businesses/privacynotice/add/", {"text": "Our words", "marketing_question": ""})
    assert sent.status_code == 302
    notice = PrivacyNotice.objects.get()
    assert (notice.version, notice.text) == (1, "Our words")
    assert owner.post(f"/admin/businesses/privacynotice/{notice.pk}/change/", {"text": "Other"}).status_code == 403
    assert owner.post(f"/admin/businesses/privacynotice/{notice.pk}/delete/", {"post": "yes"}).status_code == 403
    manager = signed_in(marios, Role.MANAGER)
    assert manager.post("/admin/businesses/privacynotice/add/", {"text": "Mine"}).status_code == 403


def test_staff_take_it_back_for_a_customer(table: Service, marios: Business) -> None:
    published()
    booking = send(browser_of(marios), table, marketing="on")
    manager = signed_in(marios, Role.MANAGER)
    listed = manager.get("/admin/businesses/consent/").text
    assert ANNA.name in listed
    keys = list(Consent.objects.filter(purpose=Purpose.MARKETING).values_list("pk", flat=True))
    manager.post("/admin/businesses/consent/", {"action": "withdraw", "_selected_action": keys})
    assert not wants_marketing(booking.customer)


def test_erased_with_the_customer(table: Service, marios: Business) -> None:
    published()
    send(browser_of(marios), table, marketing="on")
    receipt = erase_customer(customer=Customer.objects.get(), confirmed_name=ANNA.name, by=STAFF)
    assert receipt.counts["consents"] == 2
    assert not Consent.objects.exists()
