"""Answering a repeated request with what the first one was answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from businesses.models import IdempotencyKey

REMEMBERED_FOR = timedelta(hours=24)


def forget_repeats(*, now: datetime) -> int:
    """Delete what was remembered for longer than a day; how many."""
    deleted, _by_model = IdempotencyKey.objects.filter(created_at__lt=now - REMEMBERED_FOR).delete()
    return deleted
