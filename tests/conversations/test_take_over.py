from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING

import pytest

from conversations import operations
from conversations.engine import running
from conversations.errors import NotWithStaff
from conversations.models import Conversation, Message
from events.models import OutboxEvent
from tenants.actors import Actor
from tenants.context import current_schema, enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conversations.talking import Talk

STAFF = Actor("staff", "7", "Giulia")
RACES = 200


def in_thread(schema: str, work: Callable[[], object]) -> threading.Thread:
    """A started thread that does the work inside the business and gives its connection back."""
    from django.db import connections

    def run() -> None:
        try:
            with enter(schema):
                work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def words_of_agent_after_take_over(talk: Talk) -> list[str]:
    taken = Message.objects.get(conversation=talk.id, role="system").sequence
    return list(
        Message.objects.filter(conversation=talk.id, role="agent", sequence__gt=taken).values_list("text", flat=True)
    )


def test_take_over_during_a_turn_leaves_the_reply_unsaid(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_turn = running.answer_turn

    def taken_meanwhile(*args: object) -> running.Answer:
        answer = answer_turn(*args)  # type: ignore[arg-type]
        in_thread(current_schema(), lambda: operations.take_over(conversation_id=talk.id, by=STAFF)).join()
        return answer

    monkeypatch.setattr(running, "answer_turn", taken_meanwhile)
    assert talk.say("a table for 2 please") == ""
    assert talk.turn["handoff"] is True
    assert words_of_agent_after_take_over(talk) == []
    assert talk.row.status == "with_staff"


def test_take_over_against_running_turns_never_loses_the_race(talk: Talk) -> None:
    """200 races between a reply and a take-over, at every moment of the turn."""
    from tests.conversations.talking import Talk as Another

    schema, spread = current_schema(), random.Random(7)
    late: list[str] = []
    for _ in range(RACES):
        race = Another()
        pause = spread.uniform(0, 0.06)

        def take(race: Another = race, pause: float = pause) -> None:
            time.sleep(pause)
            operations.take_over(conversation_id=race.id, by=STAFF)

        thread = in_thread(schema, take)
        race.say("a table for 2 please")
        thread.join()
        late += words_of_agent_after_take_over(race)
    assert late == []


def test_assistant_is_silent_while_staff_have_the_conversation(talk: Talk) -> None:
    operations.take_over(conversation_id=talk.id, by=STAFF)
    assert talk.say("hello?") == ""
    assert not Message.objects.filter(conversation=talk.id, role="agent", sequence__gt=0).exists()


def test_take_over_twice_by_the_same_person_is_one(talk: Talk) -> None:
    operations.take_over(conversation_id=talk.id, by=STAFF)
    operations.take_over(conversation_id=talk.id, by=STAFF)
    assert talk.row.epoch == 1
    assert OutboxEvent.objects.filter(type="conversation.taken_over").count() == 1


def test_reply_as_staff_needs_a_take_over(talk: Talk) -> None:
    with pytest.raises(NotWithStaff):
        operations.reply_as_staff(conversation_id=talk.id, text="Hello", by=STAFF)


def test_reply_as_staff_with_the_same_key_is_one_message(talk: Talk) -> None:
    operations.take_over(conversation_id=talk.id, by=STAFF)
    first = operations.reply_as_staff(conversation_id=talk.id, text="Hello", by=STAFF, client_message_id="k")
    second = operations.reply_as_staff(conversation_id=talk.id, text="Hello", by=STAFF, client_message_id="k")
    assert first.pk == second.pk


def test_hand_back_answers_what_staff_left_unanswered(talk: Talk) -> None:
    operations.take_over(conversation_id=talk.id, by=STAFF)
    talk.say("are you there?")
    operations.reply_as_staff(conversation_id=talk.id, text="Yes, I am.", by=STAFF)
    talk.say("a table for 2 please")
    operations.hand_back(conversation_id=talk.id, by=STAFF)
    last = Message.objects.filter(conversation=talk.id).latest("sequence")
    assert (last.role, Conversation.objects.get(pk=talk.id).epoch) == ("agent", 2)
    assert Message.objects.filter(conversation=talk.id, role="agent", sequence__gt=0).count() == 1


def test_every_move_between_staff_and_assistant_is_told(talk: Talk) -> None:
    operations.take_over(conversation_id=talk.id, by=STAFF)
    operations.hand_back(conversation_id=talk.id, by=STAFF)
    told = OutboxEvent.objects.filter(aggregate=f"conversation:{talk.id}").order_by("id")
    assert [event.type for event in told] == [
        "conversation.started",
        "conversation.taken_over",
        "conversation.handed_back",
    ]
    assert {event.actor for event in told[1:]} == {"staff:7"}
