"""Cancelling, moving and looking up: only for whoever can prove that the booking is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from businesses.models import Booking, BookingPolicy
from conversations.models import Message
from tests.conversations.talking import Talk, a_day


@pytest.fixture
def reference(talk: Talk) -> str:
    """A lunch for two, booked by Anna in another conversation."""
    anna = Talk()
    anna.until_read_back()
    anna.say("yes")
    return Booking.objects.get().reference


def test_own_booking_is_cancelled_after_a_yes(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    assert "Shall I cancel it?" in talk.say("cancel my booking")
    assert Booking.objects.get().status == "confirmed"
    reply = talk.say("yes")
    assert "is cancelled" in reply
    assert (Booking.objects.get().status, talk.turn["booking"]["status"]) == ("cancelled", "cancelled")


def test_cancelling_needs_reference_and_contact(talk: Talk, reference: str) -> None:
    talk.say("I want to cancel my booking")
    assert talk.turn["needs"] == ["reference", "phone", "email"]
    talk.say(reference)
    assert "Shall I cancel it?" in talk.say("anna@example.com")
    talk.say("yes")
    assert Booking.objects.get().status == "cancelled"


def test_strangers_do_not_learn_whether_a_booking_exists(talk: Talk, reference: str) -> None:
    answers = []
    for line in (f"cancel {reference}, eve@example.com", "cancel K7F-2QM, eve@example.com"):
        stranger = Talk()
        answers.append(stranger.say(line))
    assert answers[0] == answers[1]
    assert Booking.objects.get().status == "confirmed"


def test_guessing_ends_with_the_offer_of_a_person(talk: Talk, reference: str) -> None:
    talk.say(f"cancel {reference}, eve@example.com")
    for _ in range(2):
        reply = talk.say(f"{reference}, eve@example.com")
    assert "Shall I ask our staff?" in reply


def test_cancel_it_is_a_yes_to_shall_i_cancel(talk: Talk, reference: str) -> None:
    talk.say(f"cancel {reference}, anna@example.com")
    talk.say("cancel it please")
    assert Booking.objects.get().status == "cancelled"


def test_no_leaves_the_booking_as_it_is(talk: Talk, reference: str) -> None:
    talk.say(f"cancel {reference}, anna@example.com")
    assert "I've changed nothing" in talk.say("no")
    assert Booking.objects.get().status == "confirmed"


def test_cancelling_too_late_is_refused_with_the_terms_agreed(talk: Talk, reference: str) -> None:
    Booking.objects.update(cancel_cutoff_minutes=60 * 24 * 30)
    reply = talk.say(f"cancel {reference}, anna@example.com")
    assert "could be changed here until" in reply
    assert "+390612345678" in reply
    assert Booking.objects.get().status == "confirmed"


def test_booking_is_moved_and_keeps_its_reference(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    before = Booking.objects.get()
    reply = talk.say(f"can I move it to {a_day(2):%A} {a_day(2).day} {a_day(2):%B}?")
    assert f"I can move {before.reference}" in reply
    assert Booking.objects.get().during == before.during
    talk.say("yes")
    moved = Booking.objects.get()
    assert (moved.reference, moved.party_size, moved.status) == (before.reference, 2, "confirmed")
    assert talk.turn["booking"]["start"].startswith(f"{a_day(2):%Y-%m-%d}T13:00")


def test_party_grows_after_booking(talk: Talk) -> None:
    talk.until_read_back()
    talk.say("yes")
    assert "Table for 3" in talk.say("make it three people")
    talk.say("yes")
    assert Booking.objects.get().party_size == 3


def test_booking_is_told_to_whoever_knows_reference_and_contact(talk: Talk, reference: str) -> None:
    reply = talk.say(f"can you check my booking {reference}? anna@example.com")
    assert f"Your booking {reference} is confirmed" in reply


def test_cancel_while_arranging_drops_what_was_not_booked(talk: Talk) -> None:
    talk.until_read_back()
    assert "Nothing was booked" in talk.say("cancel")
    assert Booking.objects.count() == 0


def test_expired_offer_of_the_same_time_is_still_booked(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    from businesses import tokens

    with monkeypatch.context() as short:
        short.setattr(tokens, "SLOT_LIFETIME", timedelta(seconds=-1))
        talk.until_read_back()
    assert "You're booked" in talk.say("yes")


def test_policy_of_the_booking_counts_and_not_todays(talk: Talk, reference: str) -> None:
    BookingPolicy.objects.update_or_create(pk=1, defaults={"cancel_cutoff_minutes": 60 * 24 * 30})
    assert "Shall I cancel it?" in talk.say(f"cancel {reference}, anna@example.com")
    assert Message.objects.filter(conversation=talk.id, text__icontains="Shall I cancel").exists()
