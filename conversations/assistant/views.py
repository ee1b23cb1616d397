from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from conversations.assistant.queries import current_talk, messages_of
from conversations.limits import count_message
from conversations.models import Channel, Flow
from conversations.operations.ending import end_conversation
from conversations.operations.receiving import LONGEST_MESSAGE, receive_message
from conversations.operations.starting import start_conversation
from tenants.actors import Actor, actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from conversations.models import Conversation

WAIT = 20.0
"""Seconds a page waits for the reply; one that comes later is there when it is loaded again."""


@member_required(Permission.ASSISTANT_ASK)
@require_GET
def talk(request: HttpRequest) -> HttpResponse:
    """What was said so far, with what may be said next; nothing is begun by looking."""
    conversation = current_talk(request.user)  # type: ignore[arg-type]  # a member is a user who has signed in
    said = messages_of(conversation) if conversation else []
    context = {
        "section": "assistant",
        "said": said,
        "quick": said[-1].quick_replies if said else [],
        "key": uuid.uuid4(),
        "limit": LONGEST_MESSAGE,
    }
    with timezone.override(current_business().zone):
        return render(request, "assistant/talk.html", context)


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """A message of the member's; the key of the form has it said once, however often it is sent."""
    conversation = current_talk(request.user) or begun(request)  # type: ignore[arg-type]  # as above
    try:
        count_message(conversation.pk)
        receive_message(
            conversation_id=conversation.pk,
            text=request.POST.get("text", ""),
            client_message_id=request.POST.get("key") or None,
            by=Actor("customer", f"conversation:{conversation.pk}"),
            wait=WAIT,
        )
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
    return redirect(f"{reverse('assistant')}#latest")


def begun(request: HttpRequest) -> Conversation:
    return start_conversation(
        by=actor_of(request.user),
        flow=Flow.DASHBOARD,
        channel=Channel.API,
        locale=get_language() or "",
        member=request.user.pk,
    ).conversation


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Begin a new conversation; what was arranged in the old one and not agreed to is let go."""
    if conversation := current_talk(request.user):  # type: ignore[arg-type]  # as above
        end_conversation(conversation_id=conversation.pk, by=actor_of(request.user))
    return redirect("assistant")
