"""One turn of the graph, from the messages to what is to be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import translation

from conversations.engine.checkpoints import TenantSaver
from conversations.engine.graph import with_saver
from conversations.engine.speaking import language_spoken
from conversations.engine.turn import TurnContext
from conversations.models import Stage
from conversations.wording import handoff
from tenants.context import current_schema

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

    from conversations.engine.state import Memory, TurnWork
    from conversations.models import Conversation, Message
    from conversations.repository.protocol import Repository

SLOT_KEYS = ("value", "text")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn came to; ``through`` is the last message it deals with, ``locale`` the language of the reply."""

    through: int
    text: str
    locale: str
    stage: str
    agent: str
    intent: str = ""
    confidence: float = 0.0
    slots: dict[str, Any] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)
    quick_replies: list[dict[str, str]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    booking: dict[str, Any] | None = None
    is_handoff: bool = False
    signals: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def thread_of(conversation: Conversation) -> RunnableConfig:
    return {"configurable": {"thread_id": f"{current_schema()}:{conversation.pk}", "checkpoint_ns": ""}}


def answer_turn(conversation: Conversation, asked: list[Message], repository: Repository) -> Answer:
    """Run the graph over the messages, from where the last turn left it.

    A checkpoint that is ahead of the conversation is the trace of a turn that died between writing it and storing its
    reply: that reply is given, not a second one made.
    """
    saver, config = TenantSaver(current_schema()), thread_of(conversation)
    kept = saver.get_tuple(config)
    before: dict[str, Any] = kept.checkpoint["channel_values"] if kept else {}
    memory: Memory = before.get("memory", {})
    work: TurnWork = before.get("work", {})
    if work.get("through", 0) > conversation.answered_through and work.get("epoch") == conversation.epoch:
        return as_answer(memory, work)
    if memory.get("epoch", 0) < conversation.memory_since:
        memory = {}
    desk, texts = repository.desk(), [message.text for message in asked]
    locale, tongue = language_spoken(texts, memory, conversation.locale, desk)
    context = TurnContext(repository=repository, now=repository.now(), desk=desk, flow=conversation.flow, locale=locale)
    work = new_work(conversation, asked) | {"locale": locale, "tongue": tongue}
    with translation.override(locale):
        after = with_saver(saver).invoke({"memory": memory, "work": work}, config, context=context, durability="exit")
    return as_answer(after["memory"], after["work"])


def new_work(conversation: Conversation, asked: list[Message]) -> TurnWork:
    return {
        "first": conversation.answered_through + 1,
        "through": asked[-1].sequence,
        "epoch": conversation.epoch,
        "texts": [message.text for message in asked],
        "parts": [],
        "changed": [],
    }


def as_answer(memory: Memory, work: TurnWork) -> Answer:
    reading = work.get("reading")
    return Answer(
        through=work["through"],
        text=work["reply"],
        locale=work["locale"],
        stage=work["stage"],
        agent=memory.get("agent", "concierge"),
        intent=reading["intent"] if reading else "",
        confidence=reading["confidence"] if reading else 0.0,
        slots={name: {key: slot[key] for key in SLOT_KEYS} for name, slot in reading["slots"].items()}  # type: ignore[literal-required]
        if reading
        else {},
        needs=work.get("needs", []),
        quick_replies=work.get("quick_replies", []),
        cards=work.get("cards", []),
        booking=work.get("booking"),
        is_handoff=work.get("is_handoff", False),
        signals=work.get("signals", {}),
        error=work.get("error", ""),
    )


def apologise(conversation: Conversation, asked: list[Message]) -> Answer:
    """What is said when the engine keeps failing on these messages, in the language spoken so far."""
    with translation.override(conversation.locale):
        text = handoff.trouble_passed_on()
    return Answer(
        through=asked[-1].sequence,
        text=text,
        locale=conversation.locale,
        stage=Stage.ERROR_RECOVERY,
        agent="care",
        is_handoff=True,
        error="gave up after repeated failures",
    )
