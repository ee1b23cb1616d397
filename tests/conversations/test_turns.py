from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.utils import timezone

from businesses.models import Booking
from conversations import operations
from conversations.engine import running
from conversations.errors import MessageEmpty, MessageKeyReused, MessageTooLong, TurnSuperseded
from conversations.models import Conversation, Message, Turn
from conversations.operations import turns
from conversations.repository.database import DatabaseRepository
from tests.conversations.talking import Talk


class Killed(BaseException):
    """The process died here."""


def replies(talk: Talk) -> int:
    return Message.objects.filter(conversation=talk.id, role="agent", sequence__gt=0).count()


def test_repeated_client_message_id_gives_the_same_reply(talk: Talk) -> None:
    talk.say("a table for 2 please", key="a")
    first = talk.turn
    talk.say("a table for 2 please", key="a")
    assert talk.turn["reply"]["id"] == first["reply"]["id"]
    assert (replies(talk), Message.objects.filter(conversation=talk.id, role="customer").count()) == (1, 1)


def test_client_message_id_of_another_text_is_refused(talk: Talk) -> None:
    talk.say("a table for 2 please", key="a")
    with pytest.raises(MessageKeyReused):
        talk.say("something else", key="a")


def test_messages_during_a_turn_are_merged_into_the_next(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two messages arrive while the first is being answered: one more reply deals with both."""
    waiting, answer_turn = ["for 2", "on the terrace"], running.answer_turn

    def busy(conversation: Conversation, asked: list[Message], repository: object) -> running.Answer:
        while waiting:
            operations.store_message(conversation_id=talk.id, text=waiting.pop(0), by=talk.by)
        return answer_turn(conversation, asked, repository)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "answer_turn", busy)
    talk.say("a table please")
    spans = Turn.objects.filter(conversation=talk.id).order_by("first_sequence")
    assert [(turn.first_sequence, turn.through_sequence) for turn in spans] == [(1, 1), (2, 3)]
    assert replies(talk) == 2
    assert talk.row.is_turn_due is False


def test_message_of_a_process_that_died_is_answered_once_by_the_sweep(talk: Talk) -> None:
    operations.store_message(conversation_id=talk.id, text="a table for 2 please", by=talk.by)
    assert turns.claim_turn(talk.id) is not None  # and nothing more of that process
    now = timezone.now()
    assert operations.resume_turns(now=now, quiet_for=timedelta()) == 0
    later = now + turns.LEASE + timedelta(seconds=1)
    assert operations.resume_turns(now=later, quiet_for=timedelta()) == 1
    Conversation.objects.filter(pk=talk.id).update(turn_started_at=now - turns.LEASE * 2)
    assert operations.resume_turns(now=later, quiet_for=timedelta()) == 1
    assert operations.resume_turns(now=later, quiet_for=timedelta()) == 0
    assert replies(talk) == 1


def test_death_between_checkpoint_and_reply_gives_one_booking_and_one_reply(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.until_read_back()

    def die(*args: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(turns, "store_answer", die)
        with pytest.raises(Killed):
            talk.say("yes", key="yes")
    before = replies(talk)
    reply = talk.say("yes", key="yes")
    assert Booking.objects.get().reference in reply
    assert (replies(talk), Booking.objects.count()) == (before + 1, 1)


def test_death_between_booking_and_checkpoint_gives_one_booking(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    from conversations.engine.checkpoints import TenantSaver

    talk.until_read_back()

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(TenantSaver, "put", die)
        with pytest.raises(Killed):
            talk.say("yes", key="yes")
    reply = talk.say("yes", key="yes")
    assert Booking.objects.get().reference in reply


@pytest.mark.parametrize("node", range(2, 8))
def test_a_turn_that_loses_its_claim_at_any_node_is_read_anew(
    node: int, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.until_read_back()
    keep, passed = DatabaseRepository.keep_claim, count(1)

    def lost(repository: DatabaseRepository) -> None:
        if next(passed) == node:
            raise TurnSuperseded
        keep(repository)

    with monkeypatch.context() as broken:
        broken.setattr(DatabaseRepository, "keep_claim", lost)
        talk.say("yes", key="yes")
    assert talk.turn["reply"] is None
    Conversation.objects.filter(pk=talk.id).update(turn_token=None)
    reply = talk.say("yes", key="yes")
    assert Booking.objects.get().reference in reply
    assert talk.turn["stage"] == "COMPLETION"


def test_what_a_conversation_keeps_for_the_next_turn_does_not_grow_with_its_turns(talk: Talk) -> None:
    other = Talk()
    other.say("hello")
    kept = []
    for text in ("hello", "a table for 2 please", "on friday", "at 8pm"):
        talk.say(text)
        kept.append(
            [checkpoint_rows(talk, table) for table in ("checkpoints", "checkpoint_blobs", "checkpoint_writes")]
        )
    assert kept == [[1, 2, 0]] * 4
    assert checkpoint_rows(other, "checkpoints") == 1


def checkpoint_rows(talk: Talk, table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE thread_id LIKE %s", [f"%{talk.id}"])
        return int(cursor.fetchone()[0])


def test_turn_that_keeps_dying_ends_in_an_apology_and_staff(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*args: object) -> running.Answer:
        raise Killed

    monkeypatch.setattr(running, "answer_turn", die)
    operations.store_message(conversation_id=talk.id, text="boom", by=talk.by)
    for _ in range(turns.ATTEMPTS):
        with pytest.raises(Killed):
            operations.run_due_turns(talk.id)
    operations.run_due_turns(talk.id)
    assert (replies(talk), talk.row.status) == (1, "waiting_for_staff")


def test_a_booking_whose_turn_keeps_dying_is_told_and_not_made_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write stands, whatever died before it could be told of; a second yes is no second booking."""
    from conversations.engine.checkpoints import TenantSaver

    talk.until_read_back()

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(TenantSaver, "put", die)
        for _ in range(turns.ATTEMPTS):
            with pytest.raises(Killed):
                talk.say("yes", key="yes")
    reply = talk.say("yes", key="yes")
    reference = Booking.objects.get().reference
    assert reference in reply
    talk.say("yes")
    assert list(Booking.objects.values_list("reference", "status")) == [(reference, "confirmed")]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01"])
def test_empty_message_is_refused_and_not_stored(talk: Talk, text: str) -> None:
    with pytest.raises(MessageEmpty):
        talk.say(text)
    assert talk.row.last_sequence == 0


def test_long_message_is_refused_and_not_stored(talk: Talk) -> None:
    with pytest.raises(MessageTooLong) as refused:
        talk.say("x" * 10_000)
    assert "4000" in str(refused.value.detail).replace(",", "").replace(".", "")
    assert Message.objects.filter(conversation=talk.id, role="customer").count() == 0


@pytest.mark.parametrize("text", ["👩‍👩‍👧 🍕🍕", "שלום, אפשר להזמין שולחן?", "x" * 4_000, "مرحبا"])
def test_any_language_and_emoji_are_kept_as_typed(talk: Talk, text: str) -> None:
    talk.say(text)
    assert Message.objects.get(conversation=talk.id, role="customer").text == text
    assert talk.turn["reply"] is not None
