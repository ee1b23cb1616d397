from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from businesses.models import Booking, BookingStatus
from conversations.models import Conversation, Message, Sender, Status
from conversations.operations import hand_back, reply_as_staff, take_over
from experiments.models import Exposure
from tenants.actors import Actor
from tenants.context import enter
from tests.browser.widget import LOSING_THE_SECOND_ANSWER, WITHOUT_SOCKETS, Widget
from tests.experiments.making import running

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, WebSocketRoute

    from tenants.models import Business
    from tests.browser.server import Product

ANNA = Actor("staff", "7", "Anna")
DOWN = "No connection. Your messages will be sent when it is back."


def bookings(business: Business) -> list[tuple[str, str, int]]:
    with enter(business.schema_name):
        return list(Booking.objects.values_list("reference", "status", "party_size"))


def said(business: Business) -> list[str]:
    with enter(business.schema_name):
        return list(Message.objects.filter(role=Sender.CUSTOMER).values_list("text", flat=True))


def test_a_person_books_by_typing_and_gets_the_committed_reference(demo: Widget, restaurant: Business) -> None:
    demo.open()
    reference = demo.book_a_table()
    assert bookings(restaurant) == [(reference, BookingStatus.CONFIRMED, 4)]
    assert reference in demo.replies.last.inner_text()


def test_reloading_the_page_goes_on_with_the_conversation(demo: Widget, restaurant: Business) -> None:
    """Also where the browser denies an embedded page its storage, as Debian's Chromium does."""
    demo.open()
    reference = demo.book_a_table()
    demo.page.reload()
    expect(demo.inside.get_by_text("a table for 4 tomorrow at 7pm")).to_be_visible()
    expect(demo.inside.locator(f'[data-reference="{reference}"]')).to_have_count(1)
    demo.say("What are your opening hours?")
    with enter(restaurant.schema_name):
        assert Conversation.objects.count() == 1


def test_a_visitor_is_greeted_alike_and_asked_once_how_it_was(demo: Widget, restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        running()
    demo.page.reload()
    demo.open()
    greeting = demo.replies.first.inner_text()
    demo.page.reload()  # it stays open
    expect(demo.replies.first).to_have_text(greeting, use_inner_text=True)
    reference = demo.book_a_table()
    rating = demo.inside.get_by_role("region", name="How was this conversation?")
    rating.get_by_label("4 of 5 stars").press(" ")
    rating.get_by_label("A word about it, if you like").fill("Quick")
    rating.get_by_role("button", name="Send the rating").click()
    expect(rating.get_by_text("Thank you.")).to_be_visible()
    with enter(restaurant.schema_name):
        talk = Conversation.objects.get()
        assert (talk.rating, talk.rating_word) == (4, "Quick")
        assert Exposure.objects.get().visitor == talk.visitor_key
    demo.page.reload()
    expect(demo.inside.locator(f'[data-reference="{reference}"]')).to_have_count(1)
    expect(rating).to_have_count(0)


def test_without_sockets_the_chat_goes_over_http(
    product: Product, restaurant: Business, context: BrowserContext, page: Page
) -> None:
    context.add_init_script(WITHOUT_SOCKETS)
    page.goto(f"{product.platform}/demo/marios/")
    widget = Widget(page)
    widget.open()
    reference = widget.book_a_table()
    assert bookings(restaurant) == [(reference, BookingStatus.CONFIRMED, 4)]


def test_a_message_whose_answer_was_lost_is_said_once(
    product: Product, restaurant: Business, context: BrowserContext, page: Page
) -> None:
    context.add_init_script(WITHOUT_SOCKETS)
    context.add_init_script(LOSING_THE_SECOND_ANSWER)
    page.goto(f"{product.platform}/demo/marios/")
    demo = Widget(page)
    demo.open()
    demo.say("hello")
    demo.field.fill("when are you open?")
    page.keyboard.press("Enter")
    expect(demo.replies).to_have_count(3)
    expect(demo.inside.locator(".delivery")).to_have_count(0)
    assert said(restaurant) == ["hello", "when are you open?"]


def test_a_message_the_server_could_not_take_can_be_tried_again(
    product: Product, restaurant: Business, context: BrowserContext, page: Page
) -> None:
    context.add_init_script(WITHOUT_SOCKETS)
    page.goto(f"{product.platform}/demo/marios/")
    demo = Widget(page)
    demo.open()
    page.route("**/message", lambda route: route.fulfill(status=503, json={}))
    demo.field.fill("when are you open?")
    page.keyboard.press("Enter")
    retry = demo.inside.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.unroute("**/message")
    retry.click()
    expect(demo.replies).to_have_count(2)
    assert said(restaurant) == ["when are you open?"]


def test_what_was_written_offline_is_sent_when_the_connection_is_back(
    demo: Widget, restaurant: Business, context: BrowserContext
) -> None:
    demo.open()
    demo.say("hello")
    context.set_offline(True)
    expect(demo.inside.get_by_text(DOWN)).to_be_visible()
    demo.field.fill("when are you open?")
    demo.page.keyboard.press("Enter")
    expect(demo.inside.locator(".delivery")).to_contain_text("Not sent.")
    context.set_offline(False)
    expect(demo.replies).to_have_count(3)
    expect(demo.inside.get_by_text(DOWN)).to_be_hidden()
    assert said(restaurant) == ["hello", "when are you open?"]


def test_page_goes_on_in_the_customer_s_language_and_after_a_reload_too(demo: Widget, restaurant: Business) -> None:
    demo.open()
    assert "nombre" in demo.say("Hola, quisiera una mesa para cuatro mañana a las siete de la tarde")
    document, field = demo.inside.locator("html"), demo.inside.locator("#text")
    expect(document).to_have_attribute("lang", "es")
    expect(field).to_have_attribute("placeholder", "Escriba un mensaje…")
    expect(demo.inside.locator("#presence")).to_have_text("Asistente de IA · responde al momento")
    for line in ("Ana García, ana@example.com", "sí, por favor"):
        replies = demo.replies.count()
        field.fill(line)
        demo.page.keyboard.press("Enter")
        expect(demo.replies).to_have_count(replies + 1)
    card = demo.inside.locator(".card.booking.confirmed")
    expect(card).to_contain_text("Confirmada")
    expect(card).to_contain_text("Cambiar o cancelar")
    [(reference, status, people)] = bookings(restaurant)
    assert (status, people) == (BookingStatus.CONFIRMED, 4)
    demo.page.reload()
    expect(document).to_have_attribute("lang", "es")
    expect(demo.inside.locator(f'[data-reference="{reference}"]')).to_contain_text("Confirmada")


def test_a_person_of_the_team_is_announced_and_heard(demo: Widget, restaurant: Business) -> None:
    demo.open()
    demo.say("hello")
    demo.inside.get_by_role("button", name="Talk to a person").last.click()
    expect(demo.inside.locator("#presence")).to_contain_text("The team has been asked")
    with enter(restaurant.schema_name):
        conversation = Conversation.objects.get()
        assert conversation.status == Status.WAITING_FOR_STAFF
        take_over(conversation_id=conversation.pk, by=ANNA)
        reply_as_staff(conversation_id=conversation.pk, text="Hi, Anna here.", by=ANNA)
    expect(demo.inside.locator("#presence")).to_have_text("Anna is here")
    expect(demo.inside.get_by_role("article", name="Anna").last).to_contain_text("Hi, Anna here.")
    with enter(restaurant.schema_name):
        hand_back(conversation_id=conversation.pk, by=ANNA)
    expect(demo.inside.locator("#presence")).to_contain_text("AI assistant")


def test_unread_messages_are_counted_on_the_launcher(demo: Widget, restaurant: Business) -> None:
    demo.open()
    demo.say("hello")
    demo.page.keyboard.press("Escape")
    with enter(restaurant.schema_name):
        conversation = Conversation.objects.get()
        take_over(conversation_id=conversation.pk, by=ANNA)
        reply_as_staff(conversation_id=conversation.pk, text="Hi, Anna here.", by=ANNA)
    expect(demo.launcher).to_have_attribute("aria-label", re.compile("2 unread messages"))
    demo.open()
    expect(demo.launcher).to_have_attribute("aria-label", "Close the chat")
    demo.page.keyboard.press("Escape")
    expect(demo.launcher).to_have_attribute("aria-label", "Chat with us")


def test_starting_again_ends_the_old_conversation(demo: Widget, restaurant: Business) -> None:
    demo.open()
    demo.say("hello")
    demo.inside.get_by_role("button", name="More").click()
    demo.inside.get_by_role("button", name="Start again").click()
    expect(demo.inside.get_by_text("hello", exact=True)).to_be_hidden()
    demo.say("hi again")
    with enter(restaurant.schema_name):
        assert sorted(Conversation.objects.values_list("status", flat=True)) == [Status.ENDED, Status.OPEN]


def test_a_text_is_shown_as_text(demo: Widget, restaurant: Business) -> None:
    demo.open()
    text = '<img src=x onerror="alert(1)"> مرحبا 👩‍🍳 javascript:alert(1) https://example.com/a.'
    demo.say(text)
    bubble = demo.inside.locator(".message.customer .bubble").last
    assert bubble.inner_text() == text
    expect(bubble.locator("img")).to_have_count(0)
    assert [link.get_attribute("href") for link in bubble.locator("a").all()] == ["https://example.com/a"]


def test_a_text_over_the_limit_cannot_be_sent_and_says_by_how_much(demo: Widget) -> None:
    demo.open()
    demo.field.fill("x" * 4001)
    expect(demo.inside.locator("#counter")).to_have_text("1 characters too long")
    expect(demo.inside.get_by_role("button", name="Send")).to_be_disabled()


def test_a_dropped_socket_comes_back_with_what_was_said_meanwhile(
    product: Product, restaurant: Business, page: Page
) -> None:
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/ws/chat/**", through)
    page.goto(f"{product.platform}/demo/marios/")
    demo = Widget(page)
    demo.open()
    demo.say("hello")
    with enter(restaurant.schema_name):
        conversation = Conversation.objects.get()
        take_over(conversation_id=conversation.pk, by=ANNA)
    expect(demo.inside.locator("#presence")).to_have_text("Anna is here")
    sockets[-1].close(code=1012)
    with enter(restaurant.schema_name):
        reply_as_staff(conversation_id=conversation.pk, text="Hi, Anna here.", by=ANNA)
    expect(demo.inside.get_by_role("article", name="Anna").last).to_contain_text("Hi, Anna here.")
    expect(demo.inside.get_by_text("Hi, Anna here.", exact=True)).to_have_count(1)
