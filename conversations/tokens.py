"""The visitor's key to one conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tenants.errors import TokenForged
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from conversations.models import Conversation

PURPOSE = "conversation"
LIFETIME = timedelta(hours=24)


def issue_token(conversation: Conversation) -> str:
    """A token for this conversation of the current business; a live socket gets a fresh one at each sign-in."""
    return sign(PURPOSE, {"c": str(conversation.pk)}, lifetime=LIFETIME)


def read_token(token: str) -> UUID:
    """The conversation a token opens; raises ``TokenForged`` or ``TokenExpired``."""
    try:
        return UUID(unsign(PURPOSE, token)["c"])
    except (KeyError, ValueError):
        raise TokenForged from None


def assert_opens(token: str, conversation_id: UUID) -> None:
    if read_token(token) != conversation_id:
        raise TokenForged
