"""One reply with how it came to be: a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE
from agents.llm.models import LLMCall
from agents.models import AgentVersion, IntentModelVersion
from agents.roster import agent_called
from businesses.desk import current_desk
from conversations.inbox.why.gates import tries_of
from conversations.inbox.why.readings import read_as
from conversations.inbox.why.rows import rows_of
from conversations.models import Message, Stage, Turn
from conversations.sentences import said_in

if TYPE_CHECKING:
    from uuid import UUID

    from agents.roster import Agent
    from conversations.inbox.why.gates import Try
    from conversations.inbox.why.readings import Line
    from conversations.inbox.why.rows import Row

SLACK = timedelta(milliseconds=200)
"""What times a turn is another clock than that of its rows."""


@dataclass(frozen=True, slots=True)
class Why:
    """``readings`` is None where an earlier version of the product kept them otherwise. ``brief`` is the number of what
    the agent was told, 0 for what it came with; ``taught`` the version of what was learned from the owner's examples.
    """

    turn: Turn
    reply: Message
    asked: tuple[Message, ...]
    readings: tuple[Line, ...] | None
    rows: tuple[Row, ...]
    agent: Agent
    brief: int
    taught: IntentModelVersion | None
    calls: tuple[LLMCall, ...]
    tries: tuple[Try, ...]

    @property
    def stage(self) -> str:
        return str(Stage(self.turn.stage).label)

    @property
    def intent(self) -> str:
        """The likeliest; empty where nothing offered fits."""
        return "" if self.turn.intent == OUT_OF_SCOPE else self.turn.intent

    @property
    def sureness(self) -> int:
        """Of the likeliest intent, percent."""
        return round(100 * self.turn.confidence)


def why(conversation_id: UUID, message_id: UUID) -> Why | None:
    """Of the assistant's reply with that key; None where there is none, or where it answered nothing: the greeting."""
    turn = Turn.objects.filter(conversation=conversation_id, reply=message_id).select_related("reply").first()
    if turn is None or turn.reply is None:
        return None
    desk = current_desk()
    return Why(
        turn=turn,
        reply=turn.reply,
        asked=tuple(said_in(turn)),
        readings=read_as(turn.commands, desk),
        rows=rows_of(turn.sources, desk),
        agent=agent_called(turn.agent),
        brief=brief_at(turn),
        taught=IntentModelVersion.objects.filter(trained_at__lte=turn.created_at).defer("data").order_by("-pk").first(),
        calls=tuple(calls_in(turn)),
        tries=tries_of(turn.signals),
    )


def brief_at(turn: Turn) -> int:
    told = AgentVersion.objects.filter(agent=turn.agent, revised_at__lte=turn.created_at).order_by("-number")
    return told.values_list("number", flat=True).first() or 0


def calls_in(turn: Turn) -> list[LLMCall]:
    """What was asked of models meanwhile: a conversation has one turn at a time."""
    began = turn.created_at - timedelta(milliseconds=turn.milliseconds) - SLACK
    asked = LLMCall.objects.filter(conversation=turn.conversation_id, created_at__range=(began, turn.created_at))
    return list(asked.order_by("created_at"))
