"""The first page of a business's admin: how it stands, and what is left to set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.board.queries import board_of
from businesses.dashboard.guide import script_line, steps_for
from businesses.queries import business_today
from conversations.inbox.queries import waiting_count
from events.queries import troubles

if TYPE_CHECKING:
    from django.http import HttpRequest


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index shows."""
    now = timezone.now()
    return context | {
        "steps": steps_for(request.user),  # type: ignore[arg-type]  # a member: nobody else gets here
        "embed": script_line(),
        "today": board_of(business_today(), now=now),
        "waiting": waiting_count(),
        "is_late": bool(troubles()),
    }
