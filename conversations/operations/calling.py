"""A call that comes in: a conversation whose replies are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.roster import agents_of
from conversations.models import Channel, Flow
from conversations.operations.ending import switch_agent
from conversations.operations.starting import Started, start_conversation
from tenants.context import current_business

if TYPE_CHECKING:
    from tenants.actors import Actor

SPEAKING = "voice"
"""The agent that speaks as one does on the telephone, where the owner has not taken it away."""


def answer_call(*, by: Actor, locale: str = "") -> Started:
    """Open the conversation of a call; the greeting says that an AI is speaking."""
    started = start_conversation(by=by, channel=Channel.VOICE, locale=locale)
    if SPEAKING in {each.key for each in agents_of(current_business().category, Flow.DEDICATED)}:
        switch_agent(conversation_id=started.conversation.pk, agent=SPEAKING, by=by)
    return started
