"""The global flow: the platform's own assistant.

It belongs to no business, so it keeps nothing: each message is answered from the public list of businesses, and the
token only ties the messages of one visitor together.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import get_language

from agents.roster import GENERAL
from agents.understanding import spoken
from businesses.languages import language_among
from conversations.models import Flow, Sender, Stage
from conversations.operations.receiving import plain_text
from conversations.tokens import LIFETIME, PURPOSE, read_token
from conversations.wording import platform
from tenants.correlation import correlation_id
from tenants.errors import TokenForged
from tenants.hosts import url_of
from tenants.models import Business
from tenants.signing import sign

if TYPE_CHECKING:
    from uuid import UUID

LISTED = 50


def answer_globally(*, text: str, conversation_id: UUID | None, token: str) -> dict[str, Any]:
    """The Turn for a message on the platform's host; raises ``TokenForged`` for another caller's conversation."""
    said = plain_text(text)
    if conversation_id is not None and read_token(token) != conversation_id:
        raise TokenForged
    opened = conversation_id or uuid.uuid4()
    listed = Business.objects.filter(is_suspended=False).order_by("name")[:LISTED]
    language = language_among(spoken.named(said) or spoken.surely(said, is_opening=True) or get_language() or "")
    with translation.override(language):
        names = [f"{each.name} ({each.get_category_display()}): {url_of(each.slug)}" for each in listed]
        reply = message(Sender.AGENT, platform.here(names), 2)
    return {
        "message": message(Sender.CUSTOMER, said, 1),
        "reply": reply,
        "stage": Stage.COMPLETION,
        "intent": None,
        "slots": {},
        "needs": [],
        "agent": GENERAL,
        "locale": language,
        "handoff": False,
        "booking": None,
        "order": None,
        "correlation_id": correlation_id(),
        "conversation": {"id": str(opened), "token": sign(PURPOSE, {"c": str(opened)}, lifetime=LIFETIME)},
        "flow": Flow.GLOBAL,
    }


def message(role: str, text: str, sequence: int) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "sequence": sequence,
        "role": role,
        "agent": GENERAL if role == Sender.AGENT else "",
        "author": "",
        "text": text,
        "quick_replies": [],
        "cards": [],
        "citations": [],
        "client_message_id": None,
        "created_at": timezone.now().isoformat(),
    }
