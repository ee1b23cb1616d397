"""Who asks, and of which sources: what both rankings are narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.models import Audience, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """``audience`` is told what it may hear and no more; ``sources`` empty: all of them."""

    audience: int = Audience.PUBLIC
    sources: tuple[UUID, ...] = ()

    def languages(self) -> Mapping[str, int]:
        """How many chunks there are in each language, whatever the sources."""
        counts: dict[str, int] = {}
        for language, chunks in Tally.objects.filter(audience__lte=self.audience).values_list("language", "chunks"):
            counts[language] = counts.get(language, 0) + chunks
        return counts
