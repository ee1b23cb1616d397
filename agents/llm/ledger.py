"""The ledger of model calls: what was asked of whom, what it cost, and what was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from agents.llm.models import LLMCall
from agents.llm.values import Usage

if TYPE_CHECKING:
    from datetime import datetime

    from agents.llm.cache.answers import Kept
    from agents.llm.values import Request

NOTHING = Usage()


def now() -> datetime:
    return timezone.now()


def note_cached(*, request: Request, kept: Kept, milliseconds: int) -> int:
    """A line for an answer that was used again; its key."""
    asked_at = now()
    line = LLMCall.objects.create(
        created_at=asked_at,
        expires_at=asked_at,
        purpose=request.purpose,
        agent=request.agent,
        conversation=request.conversation,
        model=kept.model,
        prompt=request.prompt,
        outcome=LLMCall.CACHED,
        cache=kept.cache,
        saved=kept.cost,
        milliseconds=milliseconds,
    )
    return line.pk


def note_reading(*, call: int, reading: dict[str, Any]) -> None:
    """How what a model read compares with what was read here."""
    LLMCall.objects.filter(pk=call).update(reading=reading)
