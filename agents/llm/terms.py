"""What holds for calls of the business entered: which models it has, and what may be spent."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from agents.llm.models import Budget
from agents.llm.rungs import Ladder, ladder_here
from tenants.context import current_schema

SECONDS = 5.0
"""After which they are read again: so long a change takes at most to reach another process."""
MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Terms:
    ladder: Ladder
    budgets: tuple[Budget, ...]


_kept: dict[str, tuple[float, Terms]] = {}
_lock = threading.Lock()


def terms_here() -> Terms:
    schema, now = current_schema(), time.monotonic()
    with _lock:
        read_at, terms = _kept.get(schema, (0.0, None))
    if terms is None or now - read_at > SECONDS:
        terms = Terms(ladder_here(), tuple(Budget.objects.filter(is_active=True)))
        with _lock:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[schema] = (now, terms)
    return terms


def forget_terms() -> None:
    """Have them read again: they were changed in this process."""
    with _lock:
        _kept.clear()


def is_model_on() -> bool:
    """Whether any model answers for the business entered."""
    return bool(terms_here().ladder)
