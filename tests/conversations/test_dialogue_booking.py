"""Booking by typing: what is said, what is in the rows, and that the first tells the second."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.models import Booking, BookingStatus, Resource, StaffMember
from conversations import operations
from conversations.models import Conversation, Message
from events.models import OutboxEvent
from tests.conversations.talking import Talk, a_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = a_day(5), a_day(6), a_day(7), a_day(1), a_day(2)


def said(day: date) -> str:
    return f"{day:%A} {day:%-d} {day:%B}"


def test_table_is_booked_by_typing(talk: Talk) -> None:
    reply = talk.say(f"a table for 4 people on {said(FRIDAY)} at 7pm")
    assert f"Table for 4 on {said(FRIDAY)} at 19:00 is free." in reply
    assert talk.turn["needs"] == ["name"]
    talk.say("Anna Rossi")
    assert talk.turn["needs"] == ["phone", "email"]
    reply = talk.say("06 1234 5678")
    assert f"Table for 4, {said(FRIDAY)} at 19:00 (Rome time), under the name Anna Rossi" in reply
    assert (talk.turn["stage"], Booking.objects.count()) == ("CONFIRMATION", 0)
    reply = talk.say("yes please")
    booking = Booking.objects.get()
    assert booking.reference in reply
    assert (booking.status, booking.party_size, booking.customer.phone) == ("confirmed", 4, "+390612345678")
    assert (talk.turn["booking"]["reference"], talk.turn["stage"]) == (booking.reference, "COMPLETION")
    assert Conversation.objects.get(pk=talk.id).customer == booking.customer
    assert OutboxEvent.objects.filter(type="booking.confirmed", aggregate=f"booking:{booking.reference}").exists()


def test_everything_in_one_message_only_needs_a_yes(talk: Talk) -> None:
    talk.say(f"table for 2 people on {said(SATURDAY)} at 20:00, my name is Bob Smith, bob@example.com")
    assert talk.turn["stage"] == "CONFIRMATION"


def test_second_yes_gives_the_same_booking(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    reply = talk.say("yes")
    assert Booking.objects.get().reference in reply


def test_correction_changes_one_detail_and_asks_nothing_twice(talk: Talk) -> None:
    talk.say(f"a table for 2 people on {said(FRIDAY)} at 7pm")
    talk.say("Anna Rossi")
    assert "Table for 5" in talk.say("actually make it five people")
    assert f"{said(TUESDAY)} at 19:00" in talk.say(f"no, {said(TUESDAY)}")
    assert talk.turn["needs"] == ["phone", "email"]
    talk.say("anna@example.com")
    talk.say("yes")
    booking = Booking.objects.get()
    assert (booking.party_size, booking.customer.name) == (5, "Anna Rossi")
    assert talk.turn["booking"]["start"].startswith(f"{TUESDAY:%Y-%m-%d}T19:00")


def test_change_after_the_read_back_is_read_back_again(talk: Talk) -> None:
    talk.until_read_back()
    reply = talk.say("yes, but make it three people")
    assert "Table for 3" in reply
    assert (talk.turn["stage"], Booking.objects.count()) == ("CONFIRMATION", 0)


def test_no_to_the_read_back_books_nothing(talk: Talk) -> None:
    talk.until_read_back()
    assert "Nothing is booked yet" in talk.say("no")
    assert Booking.objects.count() == 0


def test_question_in_the_middle_is_answered_and_the_booking_goes_on(talk: Talk) -> None:
    talk.say(f"a table for 2 people on {said(FRIDAY)} at 7pm")
    reply = talk.say("where are you?")
    assert "Via Roma 1" in reply
    assert "What name shall I put it under?" in reply


def test_closed_day_is_told_with_the_next_open_one(talk: Talk) -> None:
    reply = talk.say(f"a table for 2 people on {said(MONDAY)} at 8pm")
    assert f"We're closed on {said(MONDAY)}. The next day we're open is {said(MONDAY + timedelta(days=1))}." in reply
    assert talk.turn["needs"] == ["date"]


def test_start_too_near_closing_is_told_with_the_last_start(talk: Talk) -> None:
    reply = talk.say(f"a table for 2 people on {said(FRIDAY)} at 22:30")
    assert f"the last start on {said(FRIDAY)} is 21:30" in reply
    assert len(talk.turn["reply"]["quick_replies"]) == 3


def test_time_outside_hours_is_told_with_the_hours(talk: Talk) -> None:
    reply = talk.say(f"a table for 2 people on {said(FRIDAY)} at 17:00")
    assert "Our hours that day are 12:00\N{EN DASH}15:00 and 18:00\N{EN DASH}23:00" in reply


def test_offered_time_is_picked_by_its_place(talk: Talk) -> None:
    talk.say(f"a table for 2 people on {said(FRIDAY)} at 22:30")
    offered = [each["text"] for each in talk.turn["reply"]["quick_replies"]]
    talk.say("the second one")
    talk.say("Anna Rossi")
    assert offered[1] in talk.say("anna@example.com")


def test_time_that_is_open_twice_is_asked_about(talk_to: Callable[..., Talk]) -> None:
    from datetime import time

    from businesses.models import WeeklyHours

    talk = talk_to("early", "food")
    WeeklyHours.objects.all().delete()
    WeeklyHours.objects.bulk_create(WeeklyHours(weekday=day, opens=time(6), closes=time(23)) for day in range(1, 8))
    assert talk.say(f"a table for 2 people on {said(FRIDAY)} at 7") == "07:00 or 19:00?"
    assert "19:00 is free" in talk.say("7pm")


def test_large_party_is_a_request_and_not_a_booking(talk: Talk) -> None:
    reply = talk.say(f"a table for 14 people on {said(FRIDAY)} at 8pm")
    assert "arranged by our staff" in reply
    talk.say("Anna Rossi")
    reply = talk.say("anna@example.com")
    assert "It is not a booking yet" in reply
    assert (talk.turn["handoff"], Booking.objects.count(), talk.row.status) == (True, 0, "waiting_for_staff")
    assert talk.row.contact["email"] == "anna@example.com"
    assert OutboxEvent.objects.filter(type="conversation.handoff_requested").count() == 1


def test_time_taken_before_the_yes_is_told_with_real_alternatives(talk: Talk) -> None:
    """Both see the last table free; one confirms first."""
    Resource.objects.exclude(pk=Resource.objects.filter(capacity__gte=2).first().pk).update(is_active=False)  # type: ignore[union-attr]
    other = Talk()
    talk.until_read_back()
    other.until_read_back()
    assert "You're booked" in talk.say("yes")
    reply = other.say("yes")
    assert "someone else has just taken that time, so nothing is booked" in reply
    offered = other.turn["reply"]["quick_replies"]
    assert (len(offered), Booking.objects.count()) == (3, 1)
    other.say(offered[-1]["text"])
    assert other.turn["stage"] == "CONFIRMATION"
    other.say("yes")
    assert Booking.objects.filter(status=BookingStatus.CONFIRMED).count() == 2


@pytest.mark.parametrize(
    ("slug", "category", "wish", "service"),
    [
        ("bella", "beauty", "I'd like a haircut", "Haircut"),
        ("torque", "automotive", "I'd like to book a car service", "Car service"),
        ("smile", "health", "I'd like to book a check-up", "Check-up"),
        ("handy", "local_services", "I'd like to book a visit", "Visit"),
    ],
)
def test_every_category_books_what_it_offers(
    talk_to: Callable[..., Talk], slug: str, category: str, wish: str, service: str
) -> None:
    talk = talk_to(slug, category)
    talk.say(f"{wish} on {said(TUESDAY)} at 10:00")
    talk.say("Ann Lee")
    talk.say("ann@example.com")
    assert talk.turn["stage"] == "CONFIRMATION", talk.turn["reply"]["text"]
    talk.say("yes")
    assert Booking.objects.get().service.name == service


def test_person_asked_for_is_booked_and_named(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    chair = Resource.objects.order_by("-pk").first()
    StaffMember.objects.create(name="Sara", resource=chair)
    assert "Haircut with Sara" in talk.say(f"a haircut with Sara on {said(TUESDAY)} at 15:00")
    talk.say("Jo Black")
    assert "Haircut with Sara" in talk.say("jo@example.com")
    assert "Haircut with Sara" in talk.say("yes")
    assert Booking.objects.get().resource == chair
    assert "already taken" in Talk().say(f"a haircut with Sara on {said(TUESDAY)} at 15:00")


def test_it_is_the_service_just_spoken_of(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    talk.say("how much is colour?")
    talk.say("can I book it please?")
    assert talk.turn["needs"] == ["date", "time"]


def test_burst_of_messages_gets_one_reply_that_deals_with_all(talk: Talk) -> None:
    """Three quick messages and a correction, stored before any of them was answered."""
    for line in ("hello!", f"a table for 2 people on {said(FRIDAY)} at 7pm", "make it 5 people", "and where are you?"):
        operations.store_message(conversation_id=talk.id, text=line, by=talk.by)
    operations.run_due_turns(talk.id)
    reply = Message.objects.get(conversation=talk.id, role="agent", sequence__gt=0).text
    assert "Table for 5" in reply
    assert "Via Roma 1" in reply
    assert reply.endswith("What name shall I put it under?")
