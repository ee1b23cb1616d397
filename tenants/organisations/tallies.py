"""What is told of each business on its organisation's page: counts that apps add from their AppConfig."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

    from tenants.permissions import Permission


@dataclass(frozen=True, slots=True)
class Tally:
    """``count`` is asked inside the business, for who has the permission there."""

    key: str
    title: _StrOrPromise
    permission: Permission
    count: Callable[[], int]


_tallies: dict[str, Tally] = {}


def tell(tally: Tally) -> None:
    """Have it told, after those that were added before."""
    _tallies[tally.key] = tally


def tallies() -> tuple[Tally, ...]:
    return tuple(_tallies.values())
