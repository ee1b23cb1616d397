"""What can be varied and what can be measured: this app knows none of it, each above adds its own in its AppConfig."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrOrPromise

    from tenants.actors import Actor
    from tenants.permissions import Permission

    Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that can be shown to visitors in several variants; values are texts.

    ``targets`` are the things of its kind there are, by key. ``present`` is what holds for a target now: the first
    variant. ``choices`` are the values there can be; None where any text may be. ``fault`` says what is wrong with a
    value, "" where nothing is; ``told`` is the value as people know it. ``take_over`` has it hold for everybody, by
    the operation that owns it, for who has ``permission``.
    """

    key: str
    title: _StrOrPromise
    targets: Callable[[], Choices]
    present: Callable[[str], str]
    fault: Callable[[str, str], str]
    take_over: Callable[[str, str, Actor], None]
    permission: Permission
    choices: Callable[[str], Choices] | None = None

    def told(self, target: str, value: str) -> str:
        return dict(self.choices(target)).get(value, value) if self.choices else value


class Unit(StrEnum):
    SHARE = "share"
    """Of one: each visitor counts as 0 or 1."""
    STARS = "stars"
    DOLLARS = "dollars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What came of a visitor since a moment, as an expression over a row that has both: None where nothing is known.

    ``value`` takes the names of the row's columns. ``effect`` is the least difference that matters where nobody says
    otherwise. ``more`` and ``less`` say of a variant (``letter``) that it surely has more, or less, of it than the
    first, by between ``low`` and ``high``: of a hundred visitors where it is a share.
    """

    key: str
    title: _StrOrPromise
    unit: Unit
    is_more_better: bool
    effect: Decimal
    more: _StrOrPromise
    less: _StrOrPromise
    value: Callable[[str, str], Combinable]

    @property
    def is_share(self) -> bool:
        return self.unit == Unit.SHARE


@dataclass(frozen=True, slots=True)
class Visits:
    """Visitors of lately, who tell how a measure is without any experiment: ``rows`` since a moment, and the columns
    that say who and since when.
    """

    rows: Callable[[datetime], QuerySet[Any]]
    visitor: str
    since: str


_subjects: dict[str, Subject] = {}
_measures: dict[str, Measure] = {}
_visits: list[Visits] = []


def vary(*subjects: Subject) -> None:
    """Have these varied: called from an app's ``ready``."""
    _subjects.update({each.key: each for each in subjects})


def measure(*measures: Measure, visits: Visits) -> None:
    """Have experiments measured by these."""
    _measures.update({each.key: each for each in measures})
    _visits[:] = [visits]


def subjects() -> dict[str, Subject]:
    return dict(_subjects)


def measures() -> dict[str, Measure]:
    return dict(_measures)


def visits() -> Visits:
    return _visits[0]
