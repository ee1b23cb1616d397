from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conversations.inbox.why.queries import why
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@member_required(Permission.CONVERSATIONS_VIEW)
@require_GET
def why_it_was_said(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """How a reply came to be, and from where it is put right."""
    found = why(conversation_id, message_id)
    if found is None:
        raise Http404
    may = permissions_here(request)
    in_admin = Permission.ADMIN_OPEN in may
    context = {
        "section": "inbox",
        "why": found,
        "opens_rows": in_admin,
        "teaches": in_admin and Permission.ASSISTANT_CHANGE in may,
        "sees_costs": Permission.FIGURES_VIEW in may,
    }
    with timezone.override(current_business().zone):
        return render(request, "inbox/why.html", context)
