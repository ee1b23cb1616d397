"""What is looked for, as plain values that a row can keep."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Wish:
    """``offerings`` are names as ``key_of`` makes them, ``named`` the schemas of businesses asked about by name; times
    are wall times where the business is. ``ceiling`` is in ``currency``; ``is_below``: that price itself is too much.
    ``people`` is None while nobody has said how many.
    """

    category: str = ""
    offerings: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ceiling: Decimal | None = None
    currency: str = ""
    is_below: bool = False
    day: date | None = None
    earliest: time | None = None
    latest: time | None = None
    people: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of what is wanted."""
        return bool(self.category or self.offerings or self.named)

    def kept(self) -> dict[str, Any]:
        """As JSON can carry it."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Wish:
        """A wish as it was kept."""
        found = dict(kept)
        for name in ("offerings", "named", "areas"):
            found[name] = tuple(found.get(name, ()))
        for name, read in (
            ("day", date.fromisoformat),
            ("earliest", time.fromisoformat),
            ("latest", time.fromisoformat),
        ):
            found[name] = read(found[name]) if found.get(name) else None
        found["ceiling"] = Decimal(found["ceiling"]) if found.get("ceiling") else None
        return cls(**found)


def _plain(value: object) -> object:
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def key_of(name: str) -> str:
    """What two businesses' names for the same thing have in common."""
    return " ".join(name.casefold().split())
