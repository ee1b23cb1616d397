"""What can be expected to go wrong in a conversation."""

from __future__ import annotations

import math

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class ConversationError(AppError):
    code = "conversation"


class ConversationNotFound(ConversationError):
    status = 404
    code = "conversation-not-found"
    title = _("There is no such conversation")


class ConversationEnded(ConversationError):
    status = 409
    code = "conversation-ended"
    title = _("This conversation has ended; start a new one")


class MessageTooLong(ConversationError):
    status = 413
    code = "message-too-long"
    title = _("That message is too long")


class MessageEmpty(ConversationError):
    status = 422
    code = "message-empty"
    title = _("There is nothing in that message")


class MessageKeyReused(ConversationError):
    status = 409
    code = "message-key-reused"
    title = _("That client_message_id belongs to another message")


class TooManyMessages(ConversationError):
    status = 429
    code = "too-many-messages"
    title = _("That was a lot at once; wait a moment, then send it again")
    permanent = False

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.retry_after = math.ceil(wait)


class TooManyPages(ConversationError):
    status = 429
    code = "too-many-pages"
    title = _("This conversation is open in too many places already; close one of them")
    permanent = False


class TurnSuperseded(ConversationError):
    """The conversation was taken over, or given to another turn, while this one ran: it may not speak or write."""

    status = 409
    code = "turn-superseded"
    title = _("The conversation went on without this answer")


class NotWithStaff(ConversationError):
    status = 409
    code = "not-with-staff"
    title = _("Take the conversation over first")


class NotTheirNote(ConversationError):
    status = 403
    code = "not-their-note"
    title = _("Only who wrote a note takes it away")


class UnknownAgent(ConversationError):
    status = 422
    code = "unknown-agent"
    title = _("There is no agent of that name here")


class RatingRefused(ConversationError):
    status = 422
    code = "rating-refused"
    title = _("Give one to five stars, and a word of at most 500 characters")


class NothingToRate(ConversationError):
    status = 409
    code = "nothing-to-rate"
    title = _("There is nothing to rate in this conversation yet")


class HandoverUsed(ConversationError):
    """Once taken, the link from the directory opens no second conversation."""

    status = 409
    code = "handover-used"
    title = _("This link from the directory has been used already; choose again there")
