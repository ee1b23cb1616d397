"""Running turns: one at a time per conversation, without holding a transaction while it runs.

A turn is claimed by a conditional update of the conversation (token and time); the claim is good for a lease, so that
what a dead process held is taken up again. Its reply is stored only while the claim and the epoch still stand.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from conversations.errors import TurnSuperseded
from conversations.events import CONVERSATION_MESSAGE
from conversations.live import push_to_conversation
from conversations.models import Conversation, Message, Sender, Turn
from conversations.operations import handoffs
from conversations.operations.events import told
from conversations.operations.saying import presence_of, push_message
from conversations.payloads import turn_payload, unanswered_payload
from conversations.repository.database import DatabaseRepository, speaking_in
from events.types import RESPONSES
from tenants.correlation import correlation_id

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.engine.running import Answer

logger = structlog.get_logger(__name__)

LEASE = timedelta(seconds=10)
"""Whoever has not renewed a claim for this long is taken for dead; a turn at work renews it before each stage
(``DatabaseRepository.keep_claim``), so that it may take longer.  If it was not dead after all, the fence holds it."""
ATTEMPTS = 3
"""After so many turns that died on the same messages, the customer is told what they have done all the same; where that
is nothing, or cannot be told either, the customer gets an apology and staff are asked."""
MOST_MERGED = 20
LOOKS_PER_SECOND = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run a turn of the conversation as it was then; ``asked`` are its messages where they are known."""

    conversation: Conversation
    token: UUID
    started: float
    asked: tuple[Message, ...] = ()

    @property
    def first(self) -> int:
        return self.conversation.answered_through + 1


def run_due_turns(conversation_id: UUID, claim: Claim | None = None) -> Turn | None:
    """Run turns until no message waits, unless another process is at it already; then that one takes them up.

    ``claim`` is the right to the first of them, where the caller has it already.

    The last turn run here, or None. A message stored before its sender looked for the claim is seen by whoever holds
    it, who looks once more while letting go: none is left behind.
    """
    turn: Turn | None = None
    claim = claim or claim_turn(conversation_id)
    while claim is not None:
        try:
            turn = run(claim)
        except TurnSuperseded:
            logger.info("turn_superseded", conversation=str(conversation_id))
            return None
        except BaseException:
            release(claim)
            raise
        claim = claim_turn(conversation_id) if turn.conversation.is_turn_due else None
    return turn


def claim_turn(conversation_id: UUID) -> Claim | None:
    """The right to run the next turn, or None when none is due or somebody has it."""
    token, now = uuid.uuid4(), timezone.now()
    mine = Conversation.objects.turn_due().unclaimed(now=now, lease=LEASE).filter(pk=conversation_id)
    claimed = mine.update_and_read(turn_token=token, turn_started_at=now, turn_attempts=F("turn_attempts") + 1)
    return Claim(claimed, token, time.perf_counter()) if claimed else None


def claim_with(message: Message, conversation: Conversation) -> Claim | None:
    """Claim the turn for a message just added to a conversation whose row the caller has locked and will save.

    None when no turn is due, or one runs: that one will see the message.
    """
    now, started = timezone.now(), conversation.turn_started_at
    is_running = conversation.turn_token is not None and started is not None and started >= now - LEASE
    if is_running or not conversation.is_answered_by_agent:
        return None
    is_alone = conversation.last_asked <= conversation.answered_through
    conversation.turn_token, conversation.turn_started_at = uuid.uuid4(), now
    conversation.turn_attempts += 1
    return Claim(conversation, conversation.turn_token, time.perf_counter(), (message,) if is_alone else ())


def release(claim: Claim) -> None:
    """Let go of a turn that failed; its messages stay due."""
    Conversation.objects.filter(pk=claim.conversation.pk, turn_token=claim.token).update(turn_token=None)


def run(claim: Claim) -> Turn:
    from conversations.engine.running import GIVEN_UP, answer_turn, apologise  # noqa: PLC0415  # seconds: not at start-up
    from conversations.operations.ending import end_conversation  # noqa: PLC0415  # it takes up turns itself

    conversation = claim.conversation
    asked = list(claim.asked) or list(
        Message.objects.filter(
            conversation=conversation, role=Sender.CUSTOMER, sequence__gt=conversation.answered_through
        ).order_by("sequence")[:MOST_MERGED]
    )
    repository = DatabaseRepository(conversation.pk, conversation.epoch, claim.token, claim.first, handoffs)
    if conversation.turn_attempts <= ATTEMPTS:
        answer = answer_turn(conversation, asked, repository)
    elif conversation.turn_attempts <= 2 * ATTEMPTS and repository.recall(since=last_turn_at(conversation)):
        answer = answer_turn(conversation, asked, repository, error=GIVEN_UP)
    else:
        answer = apologise(conversation, asked)
        repository.hand_off(reason="failure", summary=asked[-1].text[:300])
    turn = store_answer(claim, answer, asked)
    if answer.is_over:
        end_conversation(conversation_id=conversation.pk, by=speaking_in(conversation.pk))
    return turn


def last_turn_at(conversation: Conversation) -> datetime:
    """Since when no turn has come to its end: what was written in the conversation since then, nobody was told of."""
    turns = Turn.objects.filter(conversation=conversation).order_by("-through_sequence")
    return turns.values_list("created_at", flat=True).first() or conversation.created_at


def store_answer(claim: Claim, answer: Answer, asked: list[Message]) -> Turn:
    """Store the reply, if the turn still may: the update holds the row a take-over needs, so one of both is first."""
    before = claim.conversation
    with transaction.atomic():
        mine = Conversation.objects.claimed(before.pk, epoch=before.epoch, token=claim.token)
        conversation = mine.update_and_read(
            last_sequence=F("last_sequence") + 1,
            answered_through=answer.through,
            stage=answer.stage,
            agent=answer.agent,
            locale=answer.locale,
            last_message_at=timezone.now(),
            turn_token=None,
            turn_attempts=0,
        )
        if conversation is None:
            raise TurnSuperseded
        reply = Message.objects.create(
            conversation=conversation,
            sequence=conversation.last_sequence,
            role=Sender.AGENT,
            agent=answer.agent,
            text=answer.text,
            quick_replies=answer.quick_replies,
            cards=answer.cards,
            citations=answer.citations,
            epoch=before.epoch,
        )
        turn = new_turn(claim, conversation, answer, reply)
        told(
            CONVERSATION_MESSAGE,
            conversation.pk,
            by=speaking_in(before.pk),
            epoch=before.epoch,
            topic=RESPONSES,
            turn=str(turn.pk),
            intent=turn.intent,
            stage=turn.stage,
            agent=turn.agent,
            messages=[str(each.pk) for each in asked if each.sequence <= answer.through],
            reply=str(reply.pk),
        )
        push_answer(conversation, turn, reply, answer.parts, presence_changed=conversation.status != before.status)
    return turn


def new_turn(claim: Claim, conversation: Conversation, answer: Answer, reply: Message) -> Turn:
    return Turn.objects.create(
        conversation=conversation,
        reply=reply,
        first_sequence=claim.first,
        through_sequence=answer.through,
        epoch=claim.conversation.epoch,
        stage=answer.stage,
        intent=answer.intent,
        confidence=answer.confidence,
        slots=answer.slots,
        commands=answer.commands,
        sources=answer.sources,
        needs=answer.needs,
        agent=answer.agent,
        deed=answer.deed,
        is_handoff=answer.is_handoff,
        booking=answer.booking,
        order=answer.order,
        signals=answer.signals,
        error=answer.error,
        correlation_id=correlation_id(),
        milliseconds=round((time.perf_counter() - claim.started) * 1000),
    )


def push_answer(
    conversation: Conversation, turn: Turn, reply: Message, parts: tuple[str, ...], *, presence_changed: bool
) -> None:
    """The reply part by part, as the engine made them, then whole.

    They are pushed once the reply is stored: a part shown could not be taken back when a person takes over meanwhile.
    """
    stage = {
        "type": "stage",
        "stage": turn.stage,
        "agent": turn.agent,
        "needs": turn.needs,
        "locale": conversation.locale,
    }
    push_message(conversation, reply, before=(stage, *deltas(reply, parts)))
    if turn.booking:
        push_to_conversation(conversation.pk, {"type": "booking", "booking": turn.booking})
    if turn.order:
        push_to_conversation(conversation.pk, {"type": "order", "order": turn.order})
    if presence_changed:
        push_to_conversation(conversation.pk, presence_of(conversation))


def deltas(reply: Message, parts: tuple[str, ...]) -> list[dict[str, Any]]:
    """The parts as frames; their texts joined are the reply's."""
    texts = [f"{part}\n\n" for part in parts[:-1]] + list(parts[-1:])
    told = {"type": "delta", "message_id": str(reply.pk), "sequence": reply.sequence}
    return [{**told, "index": index, "text": text} for index, text in enumerate(texts)]


def answer_to(message: Message, *, wait: float, turn: Turn | None = None) -> dict[str, Any]:
    """The Turn that dealt with the message, waited for while another process is at it; ``turn`` is the one just run."""
    if turn is not None and turn.first_sequence <= message.sequence <= turn.through_sequence:
        return turn_payload(turn, message=message, reply=turn.reply)
    give_up = time.monotonic() + wait
    while True:
        turn = (
            Turn.objects.select_related("reply", "conversation")
            .filter(conversation=message.conversation_id, through_sequence__gte=message.sequence)
            .order_by("through_sequence")
            .first()
        )
        if turn is not None:
            return turn_payload(turn, message=message, reply=turn.reply)
        conversation = Conversation.objects.get(pk=message.conversation_id)
        if not conversation.is_turn_due or time.monotonic() >= give_up:
            return unanswered_payload(conversation, message=message, correlation_id=correlation_id())
        time.sleep(1 / LOOKS_PER_SECOND)
        run_due_turns(message.conversation_id)


def resume_turns(*, now: datetime, quiet_for: timedelta) -> int:
    """Take up the turns whose process died, of the current business; how many there were.

    ``quiet_for`` leaves alone what has only just been asked and is surely being answered.
    """
    due = Conversation.objects.turn_due().unclaimed(now=now, lease=LEASE).filter(last_message_at__lt=now - quiet_for)
    waiting = list(due.values_list("pk", flat=True))
    for conversation_id in waiting:
        run_due_turns(conversation_id)
    return len(waiting)
