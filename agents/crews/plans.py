"""Who does what: shares of work done side by side, and the one that joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.roster.briefs import Briefed


@dataclass(frozen=True, slots=True)
class Share:
    """One agent's part. ``task`` is what it is told to do, ``tools`` the names of what it may look up in."""

    who: Briefed
    task: str
    expected: str
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """``beside`` is done at once, ``joined`` after it with what it came to. ``version`` stands in the ledger.

    ``known`` is what may be said beside what the tools say: made from rows, too.
    """

    version: str
    beside: tuple[Share, ...]
    joined: Share
    known: tuple[str, ...] = ()
