"""What models are asked for: how long it may take, how much may come back, and whether the answer serves others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from agents.llm.values import RungName


@dataclass(frozen=True, slots=True)
class Purpose:
    """``seconds`` for the whole of it, retries included. ``rung``: which answers, or ``needed``: by predicted need."""

    name: str
    rung: RungName | Literal["needed"]
    seconds: float
    most_tokens: int
    is_cacheable: bool = False


PURPOSES = {
    each.name: each
    for each in (
        Purpose("reading", "small", seconds=5, most_tokens=500),
        Purpose("answer", "needed", seconds=20, most_tokens=700, is_cacheable=True),
        Purpose("summary", "small", seconds=5, most_tokens=300),
        Purpose("crew", "small", seconds=12, most_tokens=600),
        Purpose("artifact", "strong", seconds=30, most_tokens=2_000),
        Purpose("optimising", "small", seconds=30, most_tokens=1_500),
        Purpose("trial", "small", seconds=10, most_tokens=16),
    )
}
