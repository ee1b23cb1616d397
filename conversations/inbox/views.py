"""Staff pages of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conversations.errors import ConversationNotFound
from conversations.inbox.queries import conversation_behind, inbox_page, thread_of, waiting_count
from conversations.operations.ending import end_conversation
from conversations.operations.staffing import hand_back, mark_seen_by_staff, reply_as_staff, take_over
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

LONGEST_SEQUENCE = 9
MOVES = {"take-over": take_over, "hand-back": hand_back, "end": end_conversation}


@member_required(Permission.CONVERSATIONS_VIEW)
@require_GET
def conversations(request: HttpRequest, conversation_id: UUID | None = None) -> HttpResponse:
    """The list, and beside it the conversation of the path."""
    shows_ended = request.GET.get("show") == "ended"
    with timezone.override(current_business().zone):
        context = {
            "section": "inbox",
            "page": inbox_page(request.GET.get("page", "1"), shows_ended=shows_ended),
            "shows_ended": shows_ended,
            "waiting": waiting_count(),
            "thread": None,
        }
        if conversation_id is not None:
            context["thread"] = _read_thread(conversation_id)
        return render(request, "inbox/conversations.html", context)


def _read_thread(conversation_id: UUID) -> object:
    try:
        return thread_of(conversation_id)
    except ConversationNotFound:
        raise Http404 from None


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_POST
def seen(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Note that somebody looked at the messages through the one named: their page says so, being open before them."""
    through = request.POST.get("through", "")
    if not (through.isascii() and through.isdecimal() and len(through) <= LONGEST_SEQUENCE):
        return HttpResponse(status=422)
    mark_seen_by_staff(conversation_id=conversation_id, through=int(through), by=actor_of(request.user))
    return HttpResponse(status=204)


@member_required(Permission.CONVERSATIONS_VIEW)
@require_GET
def of_booking(request: HttpRequest, reference: str) -> HttpResponse:
    """From a booking to the conversation it came of."""
    found = conversation_behind(reference)
    if found is None:
        messages.info(request, _("This booking was not made in a conversation."))
        return redirect("inbox")
    return redirect("inbox-thread", conversation_id=found.pk)


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_POST
def move(request: HttpRequest, conversation_id: UUID, verb: str) -> HttpResponse:
    """Take the conversation over, hand it back, or end it."""
    if verb not in MOVES:
        raise Http404
    try:
        MOVES[verb](conversation_id=conversation_id, by=actor_of(request.user))
    except AppError as error:
        messages.error(request, str(error.detail))
    return redirect("inbox-thread", conversation_id=conversation_id)


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_POST
def reply(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Say something to the customer; the form's key makes a second press the same message."""
    try:
        reply_as_staff(
            conversation_id=conversation_id,
            text=request.POST.get("text", ""),
            client_message_id=request.POST.get("key") or None,
            by=actor_of(request.user),
        )
    except AppError as error:
        messages.error(request, str(error.detail))
    return redirect("inbox-thread", conversation_id=conversation_id)
