"""One turn of the graph, from the messages to what is to be stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import translation

from agents.llm.terms import is_model_on
from businesses.tokens import SEAT_LIFETIME
from conversations.engine.checkpoints import TenantSaver
from conversations.engine.graph import dumped, with_saver
from conversations.engine.scene import Scene
from conversations.engine.speaking import language_spoken
from conversations.engine.state import COMMANDS, MEMORY, SOURCES, WORK, Memory, TurnWork
from conversations.engine.turn import TurnContext
from conversations.models import Stage
from conversations.wording import handoff
from tenants.context import current_schema

if TYPE_CHECKING:
    from datetime import datetime

    from langchain_core.runnables import RunnableConfig

    from conversations.models import Conversation, Message
    from conversations.repository.protocol import Repository


GIVEN_UP = "gave up after repeated failures"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn came to; ``through`` is the last message it deals with, ``locale`` the language of the reply."""

    through: int
    parts: tuple[str, ...]
    locale: str
    stage: str
    agent: str
    intent: str = ""
    confidence: float = 0.0
    slots: dict[str, Any] = field(default_factory=dict)
    commands: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    quick_replies: list[dict[str, str]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)
    booking: dict[str, Any] | None = None
    order: dict[str, Any] | None = None
    deed: str = ""
    is_handoff: bool = False
    is_over: bool = False
    signals: dict[str, Any] = field(default_factory=dict)
    error: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join(self.parts)


def thread_of(conversation: Conversation) -> RunnableConfig:
    return {"configurable": {"thread_id": f"{current_schema()}:{conversation.pk}", "checkpoint_ns": ""}}


def answer_turn(conversation: Conversation, asked: list[Message], repository: Repository, *, error: str = "") -> Answer:
    """Run the graph over the messages, from where the last turn left it.

    With an ``error``, why earlier runs came to no end, it only tells what they have committed, and remembers that.

    A checkpoint that is ahead of the conversation is the trace of a turn that died between writing it and storing its
    reply: that reply is given, not a second one made.
    """
    saver, config = TenantSaver(current_schema()), thread_of(conversation)
    kept = saver.get_tuple(config)
    before: dict[str, Any] = kept.checkpoint["channel_values"] if kept else {}
    memory = MEMORY.validate_python(before.get("memory", {}))
    work = WORK.validate_python(before.get("work", {}))
    if work.through > conversation.answered_through and work.epoch == conversation.epoch:
        return as_answer(memory, work)
    if memory.epoch < conversation.memory_since:
        memory = Memory()
    memory = replace(memory, pinned_agent=conversation.pinned_agent)
    desk, texts = repository.desk(), [message.text for message in asked]
    locale, tongue = language_spoken(texts, memory, conversation.locale, desk)
    context = TurnContext(
        repository=repository,
        now=repository.now(),
        desk=desk,
        flow=conversation.flow,
        locale=locale,
        conversation=conversation.pk,
        is_model_on=is_model_on(),
        by_modules=any(message.is_for_modules for message in asked),
        table=table_of(conversation, repository.now()),
    )
    work = replace(new_work(conversation, asked), locale=locale, tongue=tongue, error=error)
    with translation.override(locale):
        start = dumped(Scene(memory, work, context))
        after = with_saver(saver).invoke(start, config, context=context, durability="exit")
    return as_answer(MEMORY.validate_python(after["memory"]), WORK.validate_python(after["work"]))


def table_of(conversation: Conversation, now: datetime) -> int | None:
    """Where the customer sits, as long as people sit after scanning a table's code."""
    return conversation.table_id if now - conversation.created_at < SEAT_LIFETIME else None


def new_work(conversation: Conversation, asked: list[Message]) -> TurnWork:
    return TurnWork(
        first=conversation.answered_through + 1,
        through=asked[-1].sequence,
        epoch=conversation.epoch,
        texts=tuple(message.text for message in asked),
    )


def as_answer(memory: Memory, work: TurnWork) -> Answer:
    heard, reply = work.heard, work.reply
    return Answer(
        through=work.through,
        parts=tuple(part for part in reply.parts if part),
        locale=work.locale,
        stage=work.stage,
        agent=memory.agent,
        intent=heard.intent,
        confidence=heard.confidence,
        slots={name: {"value": slot.value, "text": slot.text} for name, slot in heard.slots.items()},
        commands=COMMANDS.dump_python(work.commands, mode="json"),
        sources=SOURCES.dump_python(work.sources, mode="json"),
        needs=list(reply.needs),
        quick_replies=[{"label": text, "text": text} for text in reply.quick],
        cards=list(reply.cards),
        citations=list(reply.citations),
        booking=reply.booking,
        order=reply.order,
        deed=work.deed,
        is_handoff=work.is_handoff,
        is_over=work.is_over,
        signals=work.signals,
        error=work.error,
    )


def apologise(conversation: Conversation, asked: list[Message]) -> Answer:
    """What is said when the engine keeps failing on these messages, in the language spoken so far."""
    with translation.override(conversation.locale):
        text = handoff.trouble_passed_on()
    return Answer(
        through=asked[-1].sequence,
        parts=(text,),
        locale=conversation.locale,
        stage=Stage.ERROR_RECOVERY,
        agent=conversation.agent,
        is_handoff=True,
        error=GIVEN_UP,
    )
