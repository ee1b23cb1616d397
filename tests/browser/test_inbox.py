"""The inbox in a browser: what is typed is kept, keys do what they say, what happens is shown where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from conversations.models import CannedReply, Conversation, ConversationBooking
from conversations.operations import request_handoff, start_conversation, store_message
from tenants.actors import Actor
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.browser.test_staff import desk, relay  # noqa: F401  # fixtures
from tests.businesses import rows

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tenants.models import Business
    from tests.browser.server import Product

VISITOR = Actor("customer", "v")


@pytest.fixture
def conversation(restaurant: Business) -> Conversation:
    """A customer who waits, has booked, and two others."""
    with enter(restaurant.schema_name):
        for name in ("Bruno Neri", "Carla Verdi"):
            other = start_conversation(by=VISITOR).conversation
            store_message(conversation_id=other.pk, text="Do you have a table in the garden?", by=VISITOR)
            Conversation.objects.filter(pk=other.pk).update(contact={"name": name})
        made = start_conversation(by=VISITOR).conversation
        store_message(conversation_id=made.pk, text="May I bring a cake?", by=VISITOR)
        contact = {"name": "Anna Rossi", "phone": rows.ANNA.phone, "email": rows.ANNA.email}
        Conversation.objects.filter(pk=made.pk).update(contact=contact)
        request_handoff(conversation_id=made.pk, reason="emergency", summary="May I bring a cake?", by=VISITOR)
        from businesses.models import Service

        booking = rows.hold(rows.slot_at(Service.objects.get(), 19))
        ConversationBooking.objects.create(conversation=made, booking=booking)
        CannedReply.objects.create(shortcut="cake", locale="en", text="Dear {name}, a cake is welcome. {order}")
        CannedReply.objects.create(shortcut="ciao", locale="it", text="Ciao {name}")
    return made


@pytest.fixture
def thread(desk: Page, product: Product, conversation: Conversation) -> Page:  # noqa: F811
    desk.goto(f"{product.host('marios')}/staff/inbox/{conversation.pk}/")
    desk.get_by_role("button", name="Take over").click()
    expect(desk.locator("#reply-text")).to_be_visible()
    return desk


def test_a_thread_on_a_phone_and_a_desktop_has_nothing_grave(thread: Page, product: Product) -> None:
    for width, height in ((1440, 900), (1100, 800), (390, 844)):
        thread.set_viewport_size({"width": width, "height": height})
        assert grave(thread) == []
        assert thread.evaluate("document.documentElement.scrollWidth") <= width
    thread.get_by_role("button", name="Canned replies").click()
    assert grave(thread) == []
    thread.keyboard.press("Escape")
    thread.goto(f"{product.host('marios')}/staff/inbox/?q=garden")
    assert grave(thread) == []
    thread.goto(f"{product.host('marios')}/staff/inbox/replies/")
    assert grave(thread) == []
    assert thread.evaluate("document.documentElement.scrollWidth") == 390


def test_what_was_typed_outlives_a_reload_and_goes_when_it_is_sent(thread: Page) -> None:
    thread.locator("#reply-text").fill("A cake is")
    thread.reload()
    expect(thread.locator("#reply-text")).to_have_value("A cake is")
    thread.locator("#reply-text").press("Enter")
    expect(thread.locator(".said-staff")).to_contain_text("A cake is")
    expect(thread.locator("#reply-text")).to_have_value("")  # once it was answered; before, it is kept
    thread.reload()
    expect(thread.locator("#reply-text")).to_have_value("")


def test_a_lost_session_loses_no_word(thread: Page) -> None:
    thread.locator("#reply-text").fill("Come at seven")
    thread.context.clear_cookies(name="session")
    thread.locator("#reply-text").press("Enter")
    expect(thread.locator("#live-signed-out")).to_be_visible()
    expect(thread.locator("#reply-text")).to_have_value("Come at seven")


def test_a_slash_and_a_shortcut_put_the_reply_in_and_what_no_row_says_is_asked(thread: Page) -> None:
    box = thread.locator("#reply-text")
    box.press_sequentially("/cake ")
    expect(box).to_have_value("Dear Anna Rossi, a cake is welcome. {order}")
    box.press("Enter")
    expect(thread.locator("#reply-hint")).to_contain_text("{order}")
    expect(thread.locator(".said-staff")).to_have_count(0)
    thread.keyboard.type("Yours")  # the braces are selected
    box.press("Enter")
    expect(thread.locator(".said-staff")).to_contain_text("welcome. Yours")


def test_keys_walk_the_list_and_are_switched_off(thread: Page) -> None:
    thread.locator("#inbox-title").click()
    thread.keyboard.press("j")
    expect(thread.locator("#inbox-rows .row").nth(1)).to_be_focused()
    thread.keyboard.press("r")
    expect(thread.locator("#reply-text")).to_be_focused()
    thread.keyboard.type("jjj?")
    expect(thread.locator("#shortcuts")).to_be_hidden()
    thread.locator("#inbox-title").click()
    thread.keyboard.press("?")
    expect(thread.locator("#shortcuts")).to_be_visible()
    assert grave(thread) == []
    thread.get_by_label("Single keys do this").uncheck()
    thread.keyboard.press("Escape")
    thread.locator("#inbox-title").click()
    thread.keyboard.press("/")
    expect(thread.locator("#inbox-q")).not_to_be_focused()


def test_who_waits_shows_on_the_board_and_the_focus_stays(
    desk: Page,  # noqa: F811
    product: Product,
    restaurant: Business,
) -> None:
    desk.goto(f"{product.host('marios')}/staff/inbox/")
    desk.locator("#inbox-q").fill("half a wo")
    with enter(restaurant.schema_name):
        made = start_conversation(by=VISITOR).conversation
        request_handoff(conversation_id=made.pk, reason="asked", summary="", by=VISITOR)
    expect(desk.locator(".bar [data-waiting]").first).to_have_text("1")
    expect(desk.locator("#inbox-rows .row-waiting")).to_have_count(1)
    expect(desk.locator("#inbox-q")).to_be_focused()
    expect(desk.locator("#inbox-q")).to_have_value("half a wo")
    desk.locator("#alerts summary").click()
    expect(desk.get_by_role("button", name="Sound is off")).to_be_visible()
    assert grave(desk) == []
