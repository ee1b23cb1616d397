"""Details however they are said: kept apart, remembered, and never asked for twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.models import Booking, HoursException, Resource, Service
from tests.conversations.talking import Talk, a_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FRIDAY, SATURDAY = a_day(5), a_day(6)


def said(day: date) -> str:
    return f"{day:%A} {day:%-d} {day:%B}"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("table for 2 {day} 8pm", 2),
        ("table for 3 8pm {day}", 3),
        ("reservation 2ppl {day} 8pm pls", 2),
        ("{day} 8pm 4ppl", 4),
        ("just me, {day} at 8pm", 1),
        ("we're coming with 3 friends on {day} at 8pm", 4),
        ("dinner for four on {day} at 20:00", 4),
        ("table for 2 {day} 8pm, Anna Weber, anna@example.com", 2),
    ],
)
def test_whole_booking_in_one_breath_leaves_nothing_of_it_to_ask(talk: Talk, text: str, people: int) -> None:
    reply = talk.say(text.format(day=said(FRIDAY)))
    assert f"Table for {people}" in reply
    assert f"{said(FRIDAY)} at 20:00" in reply
    assert not {"people", "date", "time"} & set(talk.turn["needs"])


@pytest.mark.parametrize("text", ["table", "dinner please", "a table for two"])
def test_bare_words_for_what_is_booked_ask_for_a_booking(talk: Talk, text: str) -> None:
    talk.say(text)
    assert talk.turn["stage"] == "INFORMATION_GATHERING"
    assert {"people", "date"} & set(talk.turn["needs"])


def test_details_said_before_a_booking_is_asked_for_are_not_asked_again(talk: Talk) -> None:
    talk.say(f"are you open on {said(FRIDAY)}?")
    reply = talk.say("then a table for 2 at 8pm please")
    assert f"Table for 2 on {said(FRIDAY)} at 20:00 is free." in reply


def test_short_question_after_one_about_hours_is_about_hours(talk: Talk) -> None:
    talk.say(f"are you open on {said(FRIDAY)}?")
    assert f"On {said(SATURDAY)} we're open" in talk.say(f"and on {said(SATURDAY)}?")
    assert talk.turn["stage"] == "COMPLETION"


def test_greeting_before_a_wish_does_not_hide_it(talk: Talk) -> None:
    assert "reference" in talk.say("Good morning! I need to reschedule")


def test_name_that_is_a_month_is_a_name(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm")
    talk.say("Jan")
    assert talk.turn["needs"] == ["phone", "email"]
    assert "Jan" in talk.say("jan@example.com")
    assert talk.turn["stage"] == "CONFIRMATION"


def test_surname_alone_is_a_name(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm")
    talk.say("Schmidt")
    assert talk.turn["needs"] == ["phone", "email"]


@pytest.mark.parametrize("yes", ["\N{THUMBS UP SIGN}", "y", "go ahead"])
def test_yes_is_understood_however_short(talk: Talk, yes: str) -> None:
    talk.until_read_back()
    talk.say(yes)
    assert Booking.objects.count() == 1


def test_day_of_the_month_is_of_the_month_talked_about(talk: Talk) -> None:
    closed = next(day for weeks in range(3, 8) if 4 <= (day := a_day(5, weeks)).day <= 19)
    HoursException.objects.create(date=closed, is_closed=True, note="")
    talk.say(f"table for 2 on {said(closed)} at 8pm")
    following = closed + timedelta(days=1)
    assert f"{said(following)} at 20:00" in talk.say(f"the {following.day}th")


def test_place_and_occasion_are_noted_with_the_booking(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm on the terrace, it's our anniversary")
    talk.say("Al Green, al@example.com")
    talk.say("yes")
    assert Booking.objects.get().note == "on the terrace. it's our anniversary"


def test_question_about_an_allergen_is_no_note_and_an_allergy_is(talk: Talk) -> None:
    talk.say(f"table for 2 people on {said(FRIDAY)} at 8pm, I am allergic to peanuts")
    talk.say("does anything contain eggs?")
    talk.say("Al Green, al@example.com")
    talk.say("yes")
    note = Booking.objects.get().note
    assert "peanuts" in note
    assert "eggs" not in note


def test_yes_to_a_question_for_a_detail_is_not_called_misunderstood(talk: Talk) -> None:
    talk.say(f"is there a table for 2 on {said(FRIDAY)} at 8pm?")
    assert talk.say("yes book it") == "What name shall I put it under?"


def test_several_services_are_booked_one_after_the_other(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    reply = talk.say(f"cut and colour on {said(FRIDAY)} at 10am, my name is Eve Hall, eve@example.com")
    assert "first Haircut, then Colour" in reply
    assert "Now Colour" in talk.say("yes")
    reply = talk.say(f"{said(FRIDAY)} at 12:00")
    assert "Eve Hall" in reply
    talk.say("yes")
    assert {booking.service.name for booking in Booking.objects.all()} == {"Haircut", "Colour"}


def test_appointments_for_two_people_are_booked_one_after_the_other(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    reply = talk.say(f"haircut for me and my daughter on {said(FRIDAY)} at 10am, Eve Hall, eve@example.com")
    assert "one after the other" in reply
    assert "Now Haircut" in talk.say("yes")


def test_service_is_found_by_what_it_is_for(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("handy", "local_services")
    plumbing = Service.objects.create(
        name="Plumbing", duration_minutes=60, needs_party=False, description="Taps and toilets."
    )
    garden = Service.objects.create(
        name="Gardening", duration_minutes=60, needs_party=False, description="Lawns and hedges."
    )
    for service in (plumbing, garden):
        service.resources.set(Resource.objects.all())
    talk.say("my toilet is clogged")
    assert talk.turn["needs"] == ["date", "time"]
    assert "Plumbing" in talk.say(f"{said(FRIDAY)} at 10am")


def test_e_mail_suggests_no_service(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("smile", "health")
    Service.objects.create(name="Cleaning", duration_minutes=60, needs_party=False).resources.set(
        Resource.objects.all()
    )
    talk.say(f"I want to book on {said(FRIDAY)} at 10am")
    talk.say("eva@example.com")
    assert talk.turn["needs"] == ["service"]


def test_same_time_next_week_repeats_the_booking(talk: Talk) -> None:
    talk.say(f"table for 3 on {said(FRIDAY)} at 8pm, Al Green, al@example.com")
    talk.say("yes")
    later = a_day(5, weeks=2)
    reply = talk.say(f"and the same on {said(later)} as well")
    assert f"Table for 3, {said(later)} at 20:00" in reply
