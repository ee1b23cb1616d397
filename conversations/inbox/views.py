"""Staff pages of the inbox."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from businesses.models import UNFINISHED_ORDERS
from businesses.queries.customers import cleaned
from conversations.errors import ConversationNotFound
from conversations.inbox.beside import beside
from conversations.inbox.canned import replies_for
from conversations.inbox.queries import Show, conversation_behind, counts, inbox_page, thread_of, who_waits
from conversations.operations.ending import end_conversation
from conversations.operations.notes import remove_note, write_note
from conversations.operations.staffing import hand_back, mark_seen_by_staff, reply_as_staff, take_over
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

LONGEST_SEQUENCE = 9
MOVES = {"take-over": take_over, "hand-back": hand_back, "end": end_conversation}


@member_required(Permission.CONVERSATIONS_VIEW)
@require_GET
def conversations(request: HttpRequest, conversation_id: UUID | None = None) -> HttpResponse:
    """The list, and beside it the conversation of the path."""
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in Show.values else Show.OPEN
    search = cleaned(request.GET.get("q", ""))
    user_id = int(actor_of(request.user).id)
    with timezone.override(current_business().zone):
        context = {
            "section": "inbox",
            "page": inbox_page(request.GET.get("page", "1"), show=show, user_id=user_id, search=search),
            "show": show,
            "shows": Show,
            "search": search,
            "counts": counts(user_id=user_id),
            "thread": None,
        }
        if conversation_id is not None:
            context |= _read_thread(request, conversation_id)
        return render(request, "inbox/conversations.html", context)


def _read_thread(request: HttpRequest, conversation_id: UUID) -> dict[str, Any]:
    try:
        thread = thread_of(conversation_id)
    except ConversationNotFound:
        raise Http404 from None
    actor = actor_of(request.user)
    around = beside(thread.conversation, permissions=permissions_here(request))
    replies = replies_for(thread, around, me=actor.name)
    shown = {"open_orders": UNFINISHED_ORDERS, "words": spoken_by_script()}
    return shown | {
        "thread": thread,
        "beside": around,
        "replies": replies,
        "author_key": actor.id,
        "note_key": uuid.uuid4(),
    }


def spoken_by_script() -> dict[str, str]:
    return {
        "draft": _("This is what you had been writing."),
        "unfilled": _("Say what %(what)s stands for, then send it."),
    }


@member_required(Permission.CONVERSATIONS_VIEW)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Who waits for a person, for the alerts of every staff page."""
    response = render(request, "inbox/_waiting.html", {"who_waits": who_waits()})
    response["Cache-Control"] = "no-store"
    return response


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
    """From a booking or order to the conversation it came of."""
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


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_POST
def note(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Write a note beside what is said, or take one's own away (``remove``)."""
    by, key = actor_of(request.user), _key(request.POST.get("key", ""))
    try:
        if "remove" in request.POST:
            remove_note(conversation_id=conversation_id, note_id=key, by=by)
        else:
            write_note(conversation_id=conversation_id, key=key, text=request.POST.get("text", ""), by=by)
    except AppError as error:
        messages.error(request, str(error.detail))
    return redirect("inbox-thread", conversation_id=conversation_id)


def _key(text: str) -> UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
