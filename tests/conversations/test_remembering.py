"""What is remembered of customers beyond a conversation: asked once, known by proof alone, forgotten in a word."""

from __future__ import annotations

import pytest

from businesses.models import Booking, Consent, Purpose, RememberedFact, RememberedUse
from businesses.privacy.consenting import publish_notice
from tests.conversations.talking import Talk, a_day
from tests.privacy.people import STAFF

ASKED = "Shall I remember this for next time?"


@pytest.fixture
def asking(talk: Talk) -> Talk:
    """A conversation with a restaurant whose notice tells that customers are asked."""
    publish_notice(text="We remember what you choose.", marketing_question="", asks_to_remember=True, by=STAFF)
    return talk


def booked(talk: Talk) -> str:
    """What is said once lunch for two is booked."""
    talk.until_read_back()
    return talk.say("yes")


def facts() -> dict[str, str]:
    return {fact.kind: fact.words for fact in RememberedFact.objects.filter(forgotten_at=None)}


def test_nothing_is_asked_where_the_notice_does_not_say_so(talk: Talk) -> None:
    publish_notice(text="We keep your name.", marketing_question="", by=STAFF)
    assert ASKED not in booked(talk)


def test_only_a_yes_to_what_would_be_kept_is_kept(asking: Talk) -> None:
    reply = booked(asking)
    assert f"{ASKED} Usual service: Table; Usually: 2 people." in reply
    assert not facts()
    assert "I'll remember it" in asking.say("yes please")
    assert facts() == {"service": "Table", "people": "2"}
    consent, booking = Consent.objects.get(purpose=Purpose.REMEMBER), Booking.objects.get()
    assert (consent.customer, consent.means) == (booking.customer, "chat")
    assert consent.evidence == f"booking:{booking.reference}"
    assert {fact.learned_from for fact in consent.facts.all()} == {consent.evidence}


def test_a_no_keeps_nothing_and_is_not_asked_again(asking: Talk) -> None:
    booked(asking)
    assert "I keep nothing" in asking.say("no thanks")
    asking.say(f"another table for 2 people at 13:00 on {a_day(weekday=5):%d %B %Y}")
    assert ASKED not in asking.say("yes")
    assert (Booking.objects.count(), facts()) == (2, {})


def test_who_proves_a_booking_is_offered_the_usual_and_books_only_by_a_yes(asking: Talk) -> None:
    booked(asking)
    asking.say("yes")
    reference = Booking.objects.get().reference
    again = Talk()
    assert "Shall it be the usual again: Table for 2 people?" in again.say(f"when is {reference}, anna@example.com")
    assert "As usual: Table for 2 people." in again.say("yes")
    assert Booking.objects.count() == 1
    assert {use.by for use in RememberedUse.objects.all()} == {f"agent:conversation:{again.id}"}
    for line in (f"{a_day(weekday=4):%d %B %Y} at 13:00", "Anna Rossi", "anna@example.com"):
        again.say(line)
    assert again.turn["stage"] == "CONFIRMATION"
    again.say("yes")
    assert [booking.party_size for booking in Booking.objects.all()] == [2, 2]


def test_nobody_is_known_by_name_and_contact(asking: Talk) -> None:
    booked(asking)
    asking.say("yes")
    stranger = Talk()
    stranger.until_read_back()
    assert ASKED in stranger.say("yes")
    stranger.say("no")
    assert "I know nothing of you" in stranger.say("what do you know about me?")
    own = Booking.objects.latest("pk").reference
    other = Talk()
    assert "usual" not in other.say(f"when is {own}, anna@example.com")


def test_what_is_known_is_told_and_forgotten_in_words(asking: Talk) -> None:
    booked(asking)
    asking.say("yes")
    assert "Usually: 2 people" in asking.say("What do you know about me?")
    assert "I remember nothing of what you usually choose" in asking.say("Forget what you know about me")
    assert not RememberedFact.objects.exists()
    consent = Consent.objects.get(purpose=Purpose.REMEMBER)
    assert consent.withdrawn_at is not None
    assert consent.withdrawn_by == f"agent:conversation:{asking.id}"
    assert Booking.objects.get().status == "confirmed"
    assert "I know nothing of you" in asking.say("what do you know about me?")


def test_the_usual_of_a_child_is_the_childs(asking: Talk) -> None:
    asking.say(f"a table for my son, for 4 people at 13:00 on {a_day():%d %B %Y}")
    for line in ("Luca Rossi", "anna@example.com", "yes", "yes"):
        reply = asking.say(line)
    assert "of your child" in reply
    assert {fact.relation for fact in RememberedFact.objects.all()} == {"child"}
