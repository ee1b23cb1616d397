"""The visitor's key to one conversation; that of a member's own conversation is good as long as they may have one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tenants.context import schema_or_public
from tenants.errors import TokenForged
from tenants.models import User
from tenants.permissions import Permission
from tenants.rules import is_permitted
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from conversations.models import Conversation

PURPOSE = "conversation"
LIFETIME = timedelta(hours=24)


def issue_token(conversation: Conversation, *, member: str = "") -> str:
    """A token for this conversation of the current business. ``member`` is the key of whose own conversation it is."""
    return sign(PURPOSE, {"c": str(conversation.pk), "m": member}, lifetime=LIFETIME)


def issue_key(key: UUID) -> str:
    """A token for an enquiry of the platform's host."""
    return sign(PURPOSE, {"c": str(key)}, lifetime=LIFETIME)


def renew_token(token: str) -> str:
    """The same for as long again; a live socket gets one at each sign-in. Raises as ``read_token``."""
    read_token(token)
    return sign(PURPOSE, unsign(PURPOSE, token), lifetime=LIFETIME)


def read_token(token: str) -> UUID:
    """The conversation a token opens; raises ``TokenForged`` or ``TokenExpired``."""
    payload = unsign(PURPOSE, token)
    if (member := payload.get("m")) and not _may_have_one(member):
        raise TokenForged
    try:
        return UUID(payload["c"])
    except (KeyError, ValueError):
        raise TokenForged from None


def is_of_member(token: str) -> bool:
    return bool(unsign(PURPOSE, token).get("m"))


def assert_opens(token: str, conversation_id: UUID) -> None:
    if read_token(token) != conversation_id:
        raise TokenForged


def _may_have_one(member: str) -> bool:
    user = User.objects.filter(pk=member).first()
    return user is not None and is_permitted(user, schema_or_public(), Permission.ASSISTANT_ASK)
