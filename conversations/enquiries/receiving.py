"""Every write of an enquiry: opened, spoken to, ended. No row is locked while businesses are asked."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation

from agents.roster import GENERAL
from businesses.languages import language_among
from conversations.enquiries.answering import answer
from conversations.errors import ConversationEnded, ConversationNotFound, MessageKeyReused
from conversations.models import Sender
from conversations.operations.receiving import LONGEST_KEY, plain_text
from conversations.wording import platform
from directory.models import Enquiry
from directory.wishes import Wish

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.enquiries.answering import Answer

MOST_MESSAGES = 200
"""Of one enquiry; whoever has more to say starts another."""


def open_enquiry(*, locale: str) -> Enquiry:
    """A new enquiry with the greeting, which says that an AI is speaking."""
    language = language_among(locale)
    with translation.override(language):
        greeting = message(Sender.AGENT, platform.opening(), 0)
    return Enquiry.objects.create(locale=language, messages=[greeting])


def enquiry_called(key: UUID) -> Enquiry:
    """Raises ``ConversationNotFound``."""
    enquiry = Enquiry.objects.filter(pk=key).first()
    if enquiry is None:
        raise ConversationNotFound
    return enquiry


def receive(
    *, key: UUID, text: str, client_message_id: str | None = None
) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Store the message and answer it: message, reply, and the language of the reply.

    The same ``client_message_id`` again gives the same message and reply. Raises ``MessageTooLong``, ``MessageEmpty``,
    ``MessageKeyReused``, ``ConversationEnded``, ``ConversationNotFound``.
    """
    said, name = plain_text(text), (client_message_id or "")[:LONGEST_KEY] or None
    enquiry, asked = _stored(key, said, name)
    if (known := _reply_to(enquiry, asked)) is not None:
        return asked, known, enquiry.locale
    given = answer(said, wish=Wish.of(enquiry.wish), shown=enquiry.shown, locale=enquiry.locale)
    return asked, _answered(key, asked, given), given.language


def end_enquiry(*, key: UUID) -> Enquiry:
    """End it; ending it again changes nothing."""
    with transaction.atomic():
        enquiry = _locked(key)
        enquiry.ended_at = enquiry.ended_at or timezone.now()
        enquiry.save(update_fields=["ended_at", "updated_at"])
    return enquiry


def _stored(key: UUID, said: str, name: str | None) -> tuple[Enquiry, dict[str, Any]]:
    with transaction.atomic():
        enquiry = _locked(key)
        if known := next((one for one in enquiry.messages if name and one["client_message_id"] == name), None):
            if known["text"] != said:
                raise MessageKeyReused
            return enquiry, known
        if enquiry.ended_at or len(enquiry.messages) >= MOST_MESSAGES:
            raise ConversationEnded
        asked = message(Sender.CUSTOMER, said, len(enquiry.messages), client_message_id=name)
        enquiry.messages.append(asked)
        enquiry.save(update_fields=["messages", "updated_at"])
    return enquiry, asked


def _reply_to(enquiry: Enquiry, asked: dict[str, Any]) -> dict[str, Any] | None:
    return next((one for one in enquiry.messages if one["answers"] == asked["sequence"]), None)


def _answered(key: UUID, asked: dict[str, Any], given: Answer) -> dict[str, Any]:
    with transaction.atomic():
        enquiry = _locked(key)
        if (known := _reply_to(enquiry, asked)) is not None:
            return known
        quick = [{"label": one, "text": one} for one in given.quick_replies]
        reply = message(
            Sender.AGENT,
            given.text,
            len(enquiry.messages),
            quick_replies=quick,
            cards=given.cards,
            answers=asked["sequence"],
        )
        enquiry.messages.append(reply)
        enquiry.wish, enquiry.shown, enquiry.locale = given.wish.kept(), given.shown, given.language
        enquiry.save(update_fields=["messages", "wish", "shown", "locale", "updated_at"])
    return reply


def _locked(key: UUID) -> Enquiry:
    enquiry = Enquiry.objects.select_for_update().filter(pk=key).first()
    if enquiry is None:
        raise ConversationNotFound
    return enquiry


def message(role: str, text: str, sequence: int, **fields: Any) -> dict[str, Any]:
    """A message in the shape of the API; ``answers`` is the sequence of the one it replies to."""
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
        "answers": None,
        "created_at": timezone.now().isoformat(),
        **fields,
    }
