"""Times on offer: they stay on offer until one is taken, and the first free ones are found when asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.models import Resource, Service, StaffMember
from tests.conversations.talking import Talk, a_day, today

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FRIDAY, SATURDAY = a_day(5), a_day(6)


def said(day: date) -> str:
    return f"{day:%A} {day:%-d} {day:%B}"


def test_times_stay_on_offer_while_something_else_is_said(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 4pm")
    offered = [each["text"][-5:] for each in talk.turn["reply"]["quick_replies"]]
    reply = talk.say("Bob Stone")
    assert all(each in reply for each in offered)
    assert "16:00" not in reply
    talk.say("the second one")
    assert talk.turn["needs"] == ["phone", "email"]


@pytest.mark.parametrize("text", ["anything after 9?", "in the evening", "between 7 and 9 pm"])
def test_stretch_of_the_day_narrows_the_times(talk: Talk, text: str) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)}")
    reply = talk.say(text)
    assert "went wrong" not in reply
    assert "12:00" not in reply
    assert talk.turn["needs"] == ["choice", "time"]


def test_part_of_a_named_day_narrows_the_times(talk: Talk) -> None:
    assert "12:00" not in talk.say(f"a table for 2 on {said(FRIDAY)} in the evening")


def test_first_free_times_are_offered_when_asked_for(talk: Talk) -> None:
    talk.say("when is the next free table for 2?")
    assert talk.turn["needs"] == ["choice", "time", "date"]
    talk.say("the first")
    assert talk.turn["needs"] == ["name"]


@pytest.mark.parametrize("text", ["any", "ok the first one", "first"])
def test_offer_is_taken_by_its_place(talk: Talk, text: str) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 4pm")
    talk.say(text)
    assert talk.turn["needs"] == ["name"]


def test_weekday_answers_which_day_of_the_week_asked_about(talk: Talk) -> None:
    thursday = today() + timedelta(days=7 - today().isoweekday() + 4)
    talk.say("table for 2 next week at 8pm")
    assert said(thursday) in talk.say("thursday")


def test_days_past_or_closed_are_not_offered(talk: Talk) -> None:
    talk.say("a table for 2 this week at 8pm")
    days = [each["text"] for each in talk.turn["reply"]["quick_replies"]]
    assert not any("Monday" in day for day in days)
    assert all(f" {today().day - ahead} " not in f"{day} " for ahead in range(1, today().isoweekday()) for day in days)


def test_day_too_far_ahead_is_told_before_any_day_is_chosen(talk: Talk) -> None:
    reply = talk.say(f"table for 2 in {a_day(5, weeks=20):%B} {a_day(5, weeks=20).year}")
    assert "not further ahead" in reply


def test_member_who_does_not_do_it_is_said_and_others_are_found(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    theo = Resource.objects.create(name="Theo", kind="staff", capacity=1)
    StaffMember.objects.create(name="Theo", resource=theo)
    Service.objects.get(name="Haircut").resources.add(theo)
    reply = talk.say(f"colour with Theo on {said(FRIDAY)} at 2pm")
    assert "Theo doesn't do that (Colour)" in reply
    assert f"Colour on {said(FRIDAY)} at 14:00 is free." in reply or "2 pm is free." in reply


def test_booking_is_moved_to_another_member(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    for name in ("Sofia", "Amelia"):
        resource = Resource.objects.create(name=name, kind="staff", capacity=1)
        StaffMember.objects.create(name=name, resource=resource)
        Service.objects.get(name="Haircut").resources.add(resource)
    talk.say(f"haircut with Sofia on {said(FRIDAY)} at 3pm, Eve Hall, eve@example.com")
    talk.say("yes")
    assert "Haircut with Amelia" in talk.say("change it to Amelia")
    assert "with Amelia" in talk.say("yes")


def test_time_is_moved_by_how_far_it_is_from_the_one_that_stands(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 7pm, Bob Stone, bob@example.com")
    assert f"{said(FRIDAY)} at 20:00" in talk.say("can we make it an hour later?")
    talk.say("yes")
    assert f"{said(FRIDAY)} at 19:30" in talk.say("can you move it half an hour earlier?")
    talk.say("yes")
    assert f"{said(FRIDAY)} at 19:30" in talk.say("when is my booking?")
