"""Calls: what was heard surely is taken, the rest asked after; no doubtful yes commits, and who breaks in is heard."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from businesses.models import Booking
from businesses.privacy.erasing import erase_customer
from conversations.models import Conversation, Message, Transcript
from conversations.voice.judging import Asked, Utterance, judge
from tenants.context import enter
from tests.businesses.hosts import api_of
from tests.conversations.talking import a_day
from tests.privacy.people import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

ROOT = "/api/v1/conversations"


class Caller:
    """A telephone gateway on a business's host."""

    def __init__(self, business: Business, locale: str = "en") -> None:
        self.client = api_of(business)
        self.call = self.client.post(f"{ROOT}/voice", {"locale": locale}, format="json").json()
        self.answer: dict[str, Any] = {}

    def post(self, **body: Any) -> Any:
        headers = {"authorization": f"Bearer {self.call['token']}"}
        return self.client.post(f"{ROOT}/{self.call['id']}/voice", body, format="json", headers=headers)

    def say(self, text: str, confidence: float = 0.95, **more: Any) -> str:
        self.answer = self.post(text=text, confidence=confidence, **{"key": uuid.uuid4().hex, **more}).json()
        return str(self.answer["speech"])

    def until_read_back(self) -> str:
        for line in (f"a table for 2 people at 13:00 on {a_day():%d %B %Y}", "Anna Rossi", "anna at example dot com"):
            said = self.say(line)
        assert self.answer["turn"]["stage"] == "CONFIRMATION", said
        return said


@pytest.fixture
def caller(live_marios: Business) -> Iterator[Caller]:
    with enter(live_marios.schema_name):
        yield Caller(live_marios)


def test_a_call_is_greeted_and_spoken_to_by_the_agent_of_the_telephone(caller: Caller) -> None:
    assert "AI assistant" in caller.call["speech"]
    assert caller.call["ssml"].startswith("<speak")
    row = Conversation.objects.get(pk=caller.call["id"])
    assert (row.channel, row.pinned_agent) == ("voice", "voice")


def test_a_booking_is_made_by_a_sure_yes_alone(caller: Caller) -> None:
    assert "one pm" in caller.until_read_back() or "thirteen" in caller.answer["speech"]
    assert caller.say("yes", 0.7) == "I heard: yes. Is that right?"
    assert not Booking.objects.exists()
    caller.say("yes", 0.8)
    assert not Booking.objects.exists()
    spoken = caller.say("yes", 0.95)
    reference = Booking.objects.get().reference
    assert all(f" {letter}" in spoken for letter in reference if letter.isalpha())
    assert reference not in spoken
    assert (caller.answer["heard"], caller.answer["turn"]["booking"]["reference"]) == ("taken", reference)


def test_a_yes_that_breaks_into_the_read_back_is_no_yes_to_it(caller: Caller) -> None:
    caller.until_read_back()
    read_back = caller.answer["reply"]
    again = caller.say("yes", interrupts=read_back)
    assert again.startswith("Let me say it once more.")
    assert not Booking.objects.exists()
    caller.say("yes")
    assert Booking.objects.count() == 1


def test_who_breaks_in_is_heard_as_a_new_message(caller: Caller) -> None:
    caller.until_read_back()
    said = caller.say("no, make it 3 people", interrupts=caller.answer["reply"])
    assert caller.answer["stop"] is True
    assert caller.answer["turn"]["slots"]["people"]["value"] == 3, said


def test_while_somebody_still_speaks_nothing_is_done_but_silence(caller: Caller) -> None:
    answer = caller.post(text="a table", confidence=0.4, is_final=False).json()
    assert (answer["heard"], answer["stop"], answer["speech"], answer["turn"]) == ("listening", True, "", None)
    assert not Transcript.objects.exists()
    assert not Message.objects.filter(role="customer").exists()


def test_doubtful_words_are_asked_after_and_acted_on_once_agreed_to(caller: Caller) -> None:
    alternatives = [{"text": "a table for two please", "confidence": 0.45}]
    asked = caller.say("a cable for two please", 0.5, alternatives=alternatives)
    assert asked == "I heard: a cable for two please. Is that right?"
    assert caller.say("no") == "I heard: a table for two please. Is that right?"
    assert not Message.objects.filter(role="customer").exists()
    caller.say("yes")
    assert caller.answer["turn"]["slots"]["people"]["value"] == 2
    assert [message.text for message in Message.objects.filter(role="customer")] == ["a table for two please"]


def test_the_same_key_is_the_same_words_and_the_same_answer(caller: Caller) -> None:
    first = caller.say("a table for 2 please", key="k1"), caller.answer["turn"]["message"]["id"]
    assert (caller.say("a table for 2 please", key="k1"), caller.answer["turn"]["message"]["id"]) == first
    assert caller.post(text="something else", confidence=0.9, key="k1").status_code == 409
    asked = caller.say("mumble", 0.2, key="k2")
    assert caller.say("mumble", 0.2, key="k2") == asked
    assert Transcript.objects.count() == 2


def test_silence_is_asked_after_and_a_person_offered_in_time(caller: Caller) -> None:
    assert caller.say("", 0.0) == "I didn't catch that. Could you say it once more?"
    caller.say("", 0.0)
    assert "you want a person" in caller.say("", 0.0)


NONE = (
    {"text": "hello", "confidence": 1.2},
    {"text": "hello"},
    {"confidence": 0.5},
    {"text": "hello", "confidence": 0.5, "interrupts": "no-reply"},
    {"text": "hello", "confidence": 0.5, "alternatives": [{"text": "hallo", "confidence": 0.4}] * 6},
)


def test_what_is_no_transcript_is_refused(caller: Caller) -> None:
    assert [caller.post(**body).status_code for body in NONE] == [422] * len(NONE)
    assert not Transcript.objects.exists()


def test_what_was_heard_doubtfully_goes_with_the_person(caller: Caller) -> None:
    caller.until_read_back()
    caller.say("yes")
    unsure = Caller(caller.client.business)
    unsure.say("it is anna@example.com", 0.3)
    customer = Booking.objects.get().customer
    erase_customer(customer=customer, confirmed_name=customer.name, by=STAFF)
    assert not Transcript.objects.exists()


def test_a_call_is_opened_by_its_own_token_alone(caller: Caller, live_marios: Business) -> None:
    other = Caller(live_marios)
    other.call["id"] = caller.call["id"]
    assert other.post(text="hello", confidence=0.9).status_code in {401, 403}


def verdict(text: str, confidence: float, language: str = "en", asked: Asked | None = None) -> str:
    heard = Utterance(text, confidence)
    return judge(heard, asked=asked, language=language, breaks_into_read_back=False).kind


@pytest.mark.parametrize(
    ("language", "yes", "danger"),
    [
        ("en", "yes please", "there is a fire in the kitchen"),
        ("de", "ja bitte", "es brennt in der Küche"),
        ("es", "sí, por favor", "hay un incendio en la cocina"),
        ("fr", "oui, s'il vous plaît", "il y a le feu dans la cuisine"),
        ("it", "sì, grazie", "c'è un incendio in cucina"),
        ("pt", "sim, por favor", "há um incêndio na cozinha"),
    ],
)
def test_a_yes_must_be_surer_than_words_and_danger_needs_no_sureness(language: str, yes: str, danger: str) -> None:
    assert [verdict(yes, sure, language) for sure in (0.84, 0.85)] == ["ask", "take"]
    assert verdict(danger, 0.1, language) == "take"


def test_cancel_it_is_a_yes_too() -> None:
    assert [verdict("cancel it", sure) for sure in (0.7, 0.9)] == ["ask", "take"]
