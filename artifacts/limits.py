"""How often one may ask, and how often a link may be opened: counted in Redis, all processes together."""

from __future__ import annotations

from tenants.context import current_schema
from tenants.errors import TooMany
from tenants.limits.buckets import Limit
from tenants.limits.shared import take

QUESTIONS = Limit("assistant questions", 30, 60.0)
"""Of one member."""
OPENED = Limit("shared opened", 60, 60.0)
"""By one address: a page that is read, and tokens that are guessed."""
SAID = Limit("shared comments", 6, 60.0)


def count_question(member: int) -> None:
    """Raises ``TooMany``."""
    _count(QUESTIONS, f"{current_schema()} {member}")


def count_opening(address: str) -> None:
    """Raises ``TooMany``."""
    _count(OPENED, f"{current_schema()} {address}")


def count_comment(address: str) -> None:
    """Raises ``TooMany``."""
    _count(SAID, f"{current_schema()} {address}")


def _count(limit: Limit, who: str) -> None:
    if wait := take((limit, who)):
        raise TooMany(wait)
