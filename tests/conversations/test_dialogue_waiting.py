"""The waiting list in the chat: joined where nothing is free, asked about, left, and what comes free taken."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingPolicy, Service, Waiting
from businesses.operations import cancel_booking, record_booking
from businesses.operations.waiting import join_list
from businesses.waiting.windows import WaitingWish
from conversations.engine.checkpoints import TenantSaver
from conversations.models import Conversation, ConversationWaiting, Message, Status, Turn
from conversations.operations import turns
from conversations.operations.offering import tell_of_offer
from tenants.actors import SYSTEM, Actor
from tenants.context import current_business
from tests.conversations.talking import Talk, a_day
from tests.conversations.test_turns import Killed
from tests.workflows.test_walk import relay

if TYPE_CHECKING:
    from django.db.models import QuerySet

SATURDAY = a_day(6)
STAFF = Actor("staff", "7", "Sara")


def said(day: date) -> str:
    return f"{day:%-d} {day:%B} {day:%Y}"


def fill(day: date, *hours: int) -> list[Booking]:
    """Take every table from each of these hours (of the business's clock) on."""
    zone, service = current_business().zone, Service.objects.get()
    return [
        record_booking(
            service=service,
            party_size=resource.min_party,
            start=datetime(day.year, day.month, day.day, hour, tzinfo=zone),
            customer=CustomerDetails(name="Greta"),
            resource=resource,
            by=STAFF,
            source="staff",
        )
        for hour in hours
        for resource in service.resources.all()
    ]


def full_evening(day: date) -> list[Booking]:
    return fill(day, 17, 19, 21)


def at_seven() -> QuerySet[Booking]:
    """Those of Saturday, by the business's clock, whichever it is then."""
    return Booking.objects.filter(starts_at=datetime.combine(SATURDAY, time(19), current_business().zone))


def waiting_for(talk: Talk) -> Waiting:
    link = ConversationWaiting.objects.get(conversation=talk.id)
    return Waiting.objects.detailed().get(pk=link.waiting_id)


def test_where_nothing_is_free_the_list_is_offered_beside_the_nearest_times(talk: Talk) -> None:
    full_evening(SATURDAY)
    reply = talk.say(f"a table for 2 on {said(SATURDAY)} at 8pm")
    assert "waiting list" in reply
    texts = [each["text"] for each in talk.turn["reply"]["quick_replies"]]
    assert "Put me on the waiting list" in texts
    assert len(texts) > 1, "the nearest times are offered, too"

    talk.say("Put me on the waiting list")
    talk.say("Anna Rossi")
    read_back = talk.say("anna@example.com")
    assert "between 19:00 and 21:00" in read_back
    assert not Waiting.objects.exists(), "nobody has said yes"
    assert "You're on the waiting list" in talk.say("yes please")
    assert Turn.objects.get(conversation=talk.id, stage="COMPLETION").deed == "waits"
    waiting = waiting_for(talk)
    assert (waiting.party_size, waiting.day, waiting.source) == (2, SATURDAY, "chat")
    assert waiting.customer.email == "anna@example.com"


def until_read_back(talk: Talk) -> None:
    full_evening(SATURDAY)
    wish = f"put me on the waiting list for {said(SATURDAY)} in the evening, we are 2"
    for line in (wish, "Anna Rossi", "anna@example.com"):
        talk.say(line)


def on_the_list(talk: Talk) -> Waiting:
    until_read_back(talk)
    talk.say("yes")
    return waiting_for(talk)


def test_the_list_is_joined_by_asking_for_it(talk: Talk) -> None:
    assert on_the_list(talk).status == "waiting"


def test_where_something_is_free_it_is_booked_instead(talk: Talk) -> None:
    reply = talk.say(f"put me on the waiting list for {said(SATURDAY)} at 8pm, we are 2")
    assert "still something free" in reply
    assert not Waiting.objects.exists()


def test_how_it_stands_and_off_again(talk: Talk) -> None:
    waiting = on_the_list(talk)
    assert "number 1 in line" in talk.say("am I still on the waiting list?")
    assert "Shall I take you off" in talk.say("take me off the waiting list")
    assert Waiting.objects.get().status == "waiting"
    assert "You're off the waiting list" in talk.say("yes")
    waiting.refresh_from_db()
    assert waiting.status == "left"
    assert "I don't see you on the waiting list" in talk.say("am I still on the waiting list?")


def test_what_comes_free_is_told_in_the_open_chat_and_taken_with_a_yes(talk: Talk) -> None:
    waiting = on_the_list(talk)
    freed = at_seven().filter(resource__min_party__lte=2).first()
    assert freed is not None
    cancel_booking(reference=freed.reference, by=STAFF)
    relay()
    told = Message.objects.filter(conversation=talk.id).latest("sequence")
    assert told.text.startswith("Good news"), told.text
    take = told.quick_replies[0]["text"]

    assert "Shall I book it?" in talk.say(take)
    assert "You're booked" in talk.say("yes")
    waiting.refresh_from_db()
    assert waiting.status == "booked"
    assert talk.turn["booking"]["status"] == "confirmed"


def die(*_args: object, **_kwargs: object) -> None:
    raise Killed


def say_and_die(talk: Talk, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each turn dies after what it wrote was committed, until what stands is told."""
    with monkeypatch.context() as broken:
        broken.setattr(TenantSaver, "put", die)
        for _ in range(turns.ATTEMPTS):
            with pytest.raises(Killed):
                talk.say(text, key=text)
    return talk.say(text, key=text)


def test_what_a_turn_that_keeps_dying_has_joined_is_told(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    until_read_back(talk)
    reply = say_and_die(talk, "yes", monkeypatch)

    assert "You're on the waiting list" in reply
    assert Waiting.objects.get().reference in reply
    assert "Shall I take you off" in talk.say("take me off the list")


def test_what_a_turn_that_keeps_dying_has_left_is_told(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    on_the_list(talk)
    talk.say("take me off the waiting list")

    assert "You're off the waiting list" in say_and_die(talk, "yes", monkeypatch)
    assert Waiting.objects.get().status == "left"


def test_what_is_offered_is_meant_before_what_was_joined_later(talk: Talk) -> None:
    waiting = on_the_list(talk)
    for booking in at_seven():
        cancel_booking(reference=booking.reference, by=STAFF)
    relay()
    later = join_list(
        wish=WaitingWish(waiting.service, 2, SATURDAY, time(12), time(13)),
        customer=CustomerDetails(name="Anna Rossi", email="anna@example.com"),
        by=SYSTEM,
        source="chat",
    )
    ConversationWaiting.objects.create(conversation_id=talk.id, waiting=later)

    assert "Shall I book it?" in talk.say("am I still on the waiting list?")


def test_a_business_without_a_list_offers_a_person(talk: Talk) -> None:
    BookingPolicy.objects.update_or_create(pk=1, defaults={"keeps_waiting_list": False})
    full_evening(SATURDAY)
    assert "waiting list" not in talk.say(f"a table for 2 on {said(SATURDAY)} at 8pm")
    assert "our staff can" in talk.say("put me on the waiting list")


@pytest.mark.parametrize(
    ("join", "check", "leave"),
    [
        ("ponme en la lista de espera", "¿sigo en la lista de espera?", "bórrame de la lista de espera"),
        (
            "mettez-moi sur la liste d'attente",
            "je suis toujours sur la liste d'attente ?",
            "retirez-moi de la liste d'attente",
        ),
        (
            "setzen Sie mich auf die Warteliste",
            "stehe ich noch auf der Warteliste?",
            "nehmen Sie mich von der Warteliste",
        ),
        ("mettetemi in lista d'attesa", "sono ancora in lista d'attesa?", "toglietemi dalla lista d'attesa"),
        ("ponha-me na lista de espera", "ainda estou na lista de espera?", "retire-me da lista de espera"),
    ],
    ids=["es", "fr", "de", "it", "pt"],
)
def test_the_list_is_understood_in_every_language(talk: Talk, join: str, check: str, leave: str) -> None:
    for text, intent in ((join, "join_waitlist"), (check, "check_waitlist"), (leave, "leave_waitlist")):
        talk.say(text)
        assert talk.turn["intent"]["name"] == intent, text


@pytest.mark.parametrize("text", ["take me off the list", "quítame de la lista", "retirez-moi de la liste"])
def test_who_has_booked_nothing_means_the_waiting_list(talk: Talk, text: str) -> None:
    waiting = on_the_list(talk)
    talk.say(text)
    assert talk.turn["needs"] == ["confirm"]
    talk.say("yes")
    waiting.refresh_from_db()
    assert waiting.status == "left"


def test_where_staff_have_taken_over_the_assistant_tells_nothing(talk: Talk) -> None:
    waiting = on_the_list(talk)
    Conversation.objects.update(status=Status.WITH_STAFF)
    said_before = Message.objects.count()
    Waiting.objects.update(status="offered")

    assert tell_of_offer(conversation_id=talk.id, reference=waiting.reference, by=SYSTEM) is None
    assert Message.objects.count() == said_before
