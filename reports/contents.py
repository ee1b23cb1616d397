"""What a report says, before it is a file: figures of the dashboard, and tables. Every format writes the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.dashboard.figures import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.utils.functional import _StrOrPromise

    from businesses.dashboard.figures import Figure, Sellers
    from businesses.dashboard.occupancy import Fullness

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """``unit`` is that of its numbers; None where it holds words."""

    title: _StrOrPromise
    unit: Unit | None = None
    currency: str = ""
    width: int = 1
    """Beside the others of its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``empty`` is said where there are no rows."""

    title: _StrOrPromise
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: _StrOrPromise = ""
    note: _StrOrPromise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """``fullness`` is how full the hours of the week were, where that is told; ``conversations`` are those quoted."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    fullness: Fullness | None = None
    conversations: tuple[UUID, ...] = ()


def chosen(figures: Iterable[Figure], *keys: str) -> tuple[Figure, ...]:
    """Those of the figures that there are, in the order named."""
    found = {each.key: each for each in figures}
    return tuple(found[key] for key in keys if key in found)


def table_of(sellers: Sellers) -> Table:
    return Table(
        title=sellers.title,
        columns=(
            Column(_("Name"), width=3),
            Column(_("Sold"), Unit.COUNT),
            Column(_("Before"), Unit.COUNT),
            Column(_("Amount"), Unit.MONEY, sellers.currency),
        ),
        rows=tuple((each.name, each.sold, each.before, each.amount) for each in sellers.sellers),
    )
