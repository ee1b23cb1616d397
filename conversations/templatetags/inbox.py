"""What every staff page shows of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from conversations.inbox.queries import who_waits

if TYPE_CHECKING:
    from conversations.models import Conversation

register = template.Library()


@register.simple_tag(name="who_waits")
def waiting_conversations() -> list[Conversation]:
    return who_waits()
