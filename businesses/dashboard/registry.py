"""What apps add to the dashboard from their AppConfig: figures, and the lists of rows they open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from businesses.dashboard.figures import Figure
    from businesses.dashboard.periods import Comparison, Stretch
    from tenants.permissions import Permission

    Source = Callable[[Comparison], Sequence[Figure]]
    """Reckons figures in a constant number of queries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows behind a figure: shown a page at a time to whoever has ``permission``, each by ``template``.

    ``find`` gives them in order, with all that the template reads; ``at`` names the instant they are counted by.
    """

    key: str
    title: _StrOrPromise
    permission: Permission
    find: Callable[[Stretch], QuerySet[Any]]
    at: str
    template: str


_sources: dict[str, Source] = {}
_rows: dict[str, Rows] = {}


def reckon(name: str, source: Source) -> None:
    """Have these figures on the dashboard, below those that were added before."""
    _sources[name] = source


def open_as(*lists: Rows) -> None:
    _rows.update({each.key: each for each in lists})


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())


def rows_called(key: str) -> Rows | None:
    return _rows.get(key)
