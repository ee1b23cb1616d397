"""What a caller was heard to say: taken as a message, or asked after first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation

from conversations.errors import MessageKeyReused
from conversations.models import HeardAs, Message, Sender, Transcript, Turn
from conversations.operations.receiving import LONGEST_KEY, plain_text, receive_message
from conversations.operations.saying import locked_open
from conversations.voice.judging import Asked, Utterance, Verdict, judge
from conversations.voice.written import as_written
from conversations.wording import voice

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.models import Conversation
    from tenants.actors import Actor

IN_VAIN = 2
"""After so many questions in a row a person is offered beside."""


@dataclass(frozen=True, slots=True)
class Answered:
    """``text`` is what is said back, "" where something newer was said meanwhile; ``turn`` the Turn where one answered.

    ``reply`` names what is being said, for whoever breaks into it.
    """

    state: str
    text: str
    reply: str | None = None
    turn: dict[str, Any] | None = None


def hear(
    *, conversation_id: UUID, heard: Utterance, by: Actor, key: str | None = None, interrupts: UUID | None = None
) -> Answered:
    """Take what was surely said as the customer's message and answer it; ask after the rest. Nothing else is done.

    The same ``key`` again gives the same. ``interrupts`` is the reply that was being said: a yes that breaks into what
    is read back is no yes to it, which is said again. A person who has the conversation gets every word. Raises as
    ``receive_message``.
    """
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        known = Transcript.objects.filter(conversation=conversation, key=key or "").first() if key else None
        if known is not None and known.text != heard.text:
            raise MessageKeyReused
        with translation.override(conversation.locale):
            row = known or _kept(conversation, heard, key, interrupts)
    if row.state != HeardAs.TAKEN:
        return Answered(row.state, row.answer)
    turn = receive_message(conversation_id=conversation_id, text=row.said, by=by, client_message_id=row.message_key)
    return _answered(conversation_id, turn)


def _kept(conversation: Conversation, heard: Utterance, key: str | None, interrupts: UUID | None) -> Transcript:
    broken = Message.objects.filter(conversation=conversation, pk=interrupts).first() if interrupts else None
    pending = Transcript.objects.filter(conversation=conversation).order_by("-created_at", "-pk").first()
    pending = pending if pending is not None and pending.state == HeardAs.ASKED else None
    row = Transcript(
        conversation=conversation,
        key=(key or uuid.uuid4().hex)[:LONGEST_KEY],
        text=heard.text,
        confidence=heard.confidence,
        alternatives=list(heard.alternatives),
        interrupts=broken,
    )
    verdict = _judged(conversation, heard, pending, broken)
    _decided(row, verdict, conversation, pending)
    if pending is not None:
        pending.state = HeardAs.TAKEN if verdict.is_of_asked else HeardAs.DROPPED
        pending.said, pending.message_key = (row.said, row.message_key) if verdict.is_of_asked else ("", "")
        pending.save(update_fields=["state", "said", "message_key"])
    row.save()
    return row


def _judged(
    conversation: Conversation, heard: Utterance, pending: Transcript | None, broken: Message | None
) -> Verdict:
    if not conversation.is_answered_by_agent:
        return Verdict("take", heard.text)
    asked = Asked(pending.said, tuple(pending.alternatives)) if pending else None
    turn = Turn.objects.filter(reply=broken).first() if broken else None
    return judge(
        heard,
        asked=asked,
        language=conversation.locale,
        breaks_into_read_back=turn is not None and "confirm" in turn.needs,
    )


def _decided(row: Transcript, verdict: Verdict, conversation: Conversation, pending: Transcript | None) -> None:
    if verdict.kind == "take":
        row.state, row.said = HeardAs.TAKEN, as_written(plain_text(verdict.text), conversation.locale)
        row.message_key = pending.key if verdict.is_of_asked and pending else row.key
    elif verdict.kind == "ask":
        row.state, row.said, row.alternatives = HeardAs.ASKED, plain_text(verdict.text), list(verdict.alternatives)
        row.answer = _with_a_person(voice.did_i_hear(row.said), conversation)
    elif verdict.kind == "repeat" and row.interrupts is not None:
        row.state, row.answer = HeardAs.REPEATED, voice.once_more(row.interrupts.text)
    else:
        row.state, row.answer = HeardAs.REPEATED, _with_a_person(voice.again(), conversation)


def _with_a_person(question: str, conversation: Conversation) -> str:
    last = Transcript.objects.filter(conversation=conversation).order_by("-created_at", "-pk")[:IN_VAIN]
    is_in_vain = len(last) == IN_VAIN and all(each.state != HeardAs.TAKEN for each in last)
    return f"{question} {voice.or_a_person()}" if is_in_vain else question


def _answered(conversation_id: UUID, turn: dict[str, Any]) -> Answered:
    """What is said back; nothing where a newer word has come meanwhile, which is answered by its own turn."""
    newest = Message.objects.filter(conversation=conversation_id, role=Sender.CUSTOMER).order_by("-sequence").first()
    reply = turn["reply"]
    is_stale = newest is not None and reply is not None and newest.sequence > reply["sequence"]
    if reply is None or is_stale:
        return Answered(HeardAs.TAKEN, "", turn=turn)
    return Answered(HeardAs.TAKEN, reply["text"], reply["id"], turn)
