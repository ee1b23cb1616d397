from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.time import Mention, resolve
from agents.understanding.types import Anchor, OpeningHours

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Front:
    """A business at a moment: Wednesday 18 November 2026, 10:00 in Berlin, unless said otherwise."""

    now: datetime = datetime(2026, 11, 18, 10, 0, tzinfo=BERLIN)
    zone: ZoneInfo = BERLIN
    language: str = "en"
    hours: OpeningHours | None = None
    requested: tuple[str, ...] = ()
    anchor: Anchor | None = None

    def all(self, text: str) -> tuple[Mention, ...]:
        return resolve(
            text, now=self.now, timezone=self.zone, language=self.language, hours=self.hours, requested=self.requested,
            anchor=self.anchor,
        )  # fmt: skip

    def one(self, text: str) -> Mention:
        found = self.all(text)
        assert len(found) == 1, found
        return found[0]

    def but(self, **changes: object) -> Front:
        return replace(self, **changes)  # type: ignore[arg-type]


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.fixture
def evenings() -> OpeningHours:
    """A dinner place: every day but Monday from 17:30 to 23:00, on Friday and Saturday until two in the morning."""
    long, usual = ((time(17, 30), time(2)),), ((time(17, 30), time(23)),)
    return OpeningHours(weekly={2: usual, 3: usual, 4: usual, 5: long, 6: long, 7: usual})


@pytest.fixture
def all_day() -> OpeningHours:
    """A café: every day from 7:00 to 22:00."""
    return OpeningHours(weekly={day: ((time(7), time(22)),) for day in range(1, 8)})


@pytest.fixture
def at() -> Callable[..., datetime]:
    def moment(*parts: int, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
        return datetime(*parts, tzinfo=zone, fold=fold)  # type: ignore[misc, arg-type]

    return moment
