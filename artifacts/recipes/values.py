"""What is wished for, what it is made from, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.models import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from artifacts.kinds import Kind
    from artifacts.sources import Source
    from businesses.desk import Desk
    from tenants.permissions import Permission


@dataclass(frozen=True, slots=True)
class Wish:
    """``items`` are keys of dishes, ``first`` and ``last`` days, where they were named; ``topic`` is what was said.

    ``audience`` is what whoever wishes may be told of documents; ``session`` whose attachments count too.
    """

    recipe: str
    topic: str = ""
    items: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    audience: int = Audience.PUBLIC
    session: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "recipe": self.recipe,
            "topic": self.topic,
            "items": list(self.items),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "audience": int(self.audience),
            "session": self.session,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Wish:
        first, last = (date.fromisoformat(row[each]) if row[each] else None for each in ("first", "last"))
        return cls(row["recipe"], row["topic"], tuple(row["items"]), first, last, row["audience"], row["session"])


@dataclass(frozen=True, slots=True)
class Made:
    """A text, and where all it says is from. ``subject`` names it where it is listed."""

    title: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a recipe works in: the desk as it is now, the business's day, and what is wished for."""

    desk: Desk
    now: datetime
    today: date
    wish: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """``words`` are the sections of the languages' files that name its subject; ``label`` is its choice where that is
    asked for. ``compose`` raises ``NothingToSay`` where nothing is recorded that it could be made of.
    """

    key: str
    kind: Kind
    label: _StrOrPromise
    compose: Callable[[Setting], Made]
    words: tuple[str, ...] = ()
    needs: tuple[Permission, ...] = ()
    is_of_items: bool = False
    """Whether naming a dish asks for it."""
