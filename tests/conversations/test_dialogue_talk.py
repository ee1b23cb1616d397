"""What is said beside a booking: honest answers, and no task opened or kept that nobody wants."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from businesses.models import Booking, MenuItem, MenuSection, Resource, StaffMember
from tests.conversations.talking import Talk, a_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FRIDAY = a_day(5)


def said(day: date) -> str:
    return f"{day:%A} {day:%-d} {day:%B}"


@pytest.fixture
def menu(talk: Talk) -> None:
    pasta, pizza = (MenuSection.objects.create(name=name, position=at) for at, name in enumerate(("Pasta", "Pizza")))
    MenuItem.objects.create(section=pasta, name="Carbonara", price=Decimal("14.50"), allergens=["gluten", "eggs"])
    MenuItem.objects.create(section=pizza, name="Margherita", price=Decimal("9.50"), allergens=["gluten", "milk"])
    MenuItem.objects.create(section=pizza, name="Marinara", price=Decimal("8.00"), allergens=["gluten"], is_vegan=True)


@pytest.mark.parametrize("text", ["are you a robot?", "am I talking to a real person?", "who are you?"])
def test_assistant_says_what_it_is(talk: Talk, text: str) -> None:
    assert "AI assistant" in talk.say(text)


def test_why_a_detail_is_needed_is_explained(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm")
    assert "whose booking" in talk.say("why do you need my name?")
    talk.say("Anna")
    assert "one of the two" in talk.say("I don't have an email")
    assert talk.turn["needs"] == ["phone", "email"]


@pytest.mark.parametrize("text", ["never mind", "forget it", "let's start again"])
def test_what_is_arranged_is_let_go(talk: Talk, text: str) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm")
    assert "Nothing was booked" in talk.say(text)
    assert talk.turn["stage"] == "COMPLETION"


def test_letting_go_with_new_details_changes_them(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm")
    assert "Table for 6" in talk.say(f"forget it, table for 6 {said(FRIDAY)} at 9pm")


def test_booking_not_made_yet_is_said_not_to_be(talk: Talk) -> None:
    talk.until_read_back()
    assert "Nothing is booked yet." in talk.say("is it confirmed?")
    assert talk.turn["stage"] == "CONFIRMATION"
    assert not Booking.objects.exists()


def test_lost_reference_leads_to_a_person(talk: Talk) -> None:
    talk.say("I want to cancel my booking")
    assert "Without the reference" in talk.say("I don't have a reference")
    assert talk.turn["needs"] == ["person"]


def test_odd_reference_is_said_to_be_none(talk: Talk) -> None:
    talk.say("I want to cancel my booking")
    assert "ABC-123" in talk.say("ABC-123")


def test_reference_with_a_new_time_moves_that_booking(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    reference = Booking.objects.get().reference
    other = Talk()
    other.say(f"hi, my reference is {reference} and I want to come at 13:30 instead")
    assert other.turn["needs"] == ["phone", "email"]


def test_lateness_is_passed_on(talk: Talk) -> None:
    assert "Thank you for telling us." in talk.say("I'm running 15 minutes late")
    assert talk.turn["handoff"]


def test_contact_after_a_complaint_is_for_staff(talk: Talk) -> None:
    talk.say("I want to complain about my last visit, the food was cold")
    talk.say("Anna, anna@example.com")
    assert talk.turn["handoff"]


@pytest.mark.parametrize("text", ["thank you so much, see you tomorrow!", "how are you today?"])
def test_day_in_small_talk_opens_no_booking(talk: Talk, text: str) -> None:
    talk.say(text)
    assert talk.turn["stage"] == "COMPLETION"


def test_ok_without_anything_open_is_no_riddle(talk: Talk) -> None:
    assert "not sure" not in talk.say("ok")


def test_hour_asked_about_is_answered_by_yes_or_no(talk: Talk) -> None:
    assert talk.say(f"are you open at 4pm on {said(FRIDAY)}?").startswith("No, not at 16:00.")
    assert talk.say(f"are you open at 8pm on {said(FRIDAY)}?").startswith("Yes, we're open at 20:00.")


def test_now_is_answered_first(talk: Talk) -> None:
    assert "right now" in talk.say("are you open now?")


def test_weekday_in_the_plural_is_the_next_one(talk: Talk) -> None:
    assert "On Friday" in talk.say("do you open on Fridays?")


@pytest.mark.usefixtures("menu")
class TestMenu:
    def test_section_is_told_alone(self, talk: Talk) -> None:
        reply = talk.say("what pasta do you have?")
        assert "Carbonara" in reply
        assert "Margherita" not in reply

    def test_dishes_named_together_are_all_told(self, talk: Talk) -> None:
        reply = talk.say("price of margherita and carbonara?")
        assert "€9.50" in reply
        assert "€14.50" in reply

    def test_dish_that_is_not_there_is_said_not_to_be(self, talk: Talk) -> None:
        assert "can't find “sushi” on our menu" in talk.say("do you serve sushi?")

    def test_dishes_without_an_allergen_are_told_as_recorded(self, talk: Talk) -> None:
        reply = talk.say("which dishes are without milk?")
        assert "Recorded without milk: Carbonara and Marinara." in reply
        assert "safe" not in reply

    def test_diet_asked_about_amid_a_change_is_answered(self, talk: Talk) -> None:
        talk.say(f"table for 4 on {said(FRIDAY)} at 7pm")
        reply = talk.say("make it 5 people, and is there vegan?")
        assert "Marinara" in reply
        assert "Table for 5" in reply

    def test_discount_is_not_answered_with_the_price_list(self, talk: Talk) -> None:
        assert "€" not in talk.say("can you give me a discount?")


def test_pain_with_a_wish_to_come_is_a_booking(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("smile", "health")
    talk.say(f"my tooth hurts, do you have anything on {said(FRIDAY)}?")
    assert talk.turn["stage"] == "INFORMATION_GATHERING"


def test_correction_of_a_booking_just_made_moves_it(talk: Talk) -> None:
    talk.say(f"table for 2 on {said(FRIDAY)} at 8pm, Bob Stone, bob@example.com")
    talk.say("yes")
    assert "I can move" in talk.say(f"make it {said(a_day(6))}")
    talk.say("yes")
    assert Booking.objects.count() == 1


def test_booking_just_made_is_told_again_when_asked_for(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    assert Booking.objects.get().reference in talk.say("what time was it again?")


def test_who_can_be_booked_is_told(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    StaffMember.objects.create(name="Sofia", resource=Resource.objects.first())
    assert "Sofia" in talk.say("who works there?")


def test_unknown_member_is_said_to_be_unknown(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    StaffMember.objects.create(name="Sofia", resource=Resource.objects.first())
    reply = talk.say(f"I want to book a haircut with Maria on {said(FRIDAY)}")
    assert "nobody called Maria" in reply
    assert "Sofia" in reply


def test_complaint_that_names_a_service_offers_to_book_it_too(talk_to: Callable[..., Talk]) -> None:
    talk = talk_to("bella", "beauty")
    talk.say("my haircut is awful")
    assert "Make a booking" in {each["label"] for each in talk.turn["reply"]["quick_replies"]}
    assert not talk.turn["handoff"]


@pytest.mark.parametrize("reference", ["P3C-TGQ", "T7C-93N", "x6x9th"])
def test_reference_is_of_no_language_however_foreign_its_letters_look(reference: str, talk: Talk) -> None:
    assert talk.say(reference).startswith("And the phone number")


def test_reference_alone_looks_the_booking_up(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    reference = Booking.objects.get().reference
    other = Talk()
    other.say(reference)
    assert other.turn["needs"] == ["phone", "email"]
    assert reference in other.say("anna@example.com")
