"""Facts that apps above add to the desk: each with the tables it reads, whose state tells whether it is still true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

    from businesses.desk.facts import Desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Provider(Generic[T]):
    """``read`` makes the facts of the business entered, from its rows and from what the desk says already."""

    name: str
    tables: tuple[type[Model], ...]
    read: Callable[[Desk], T]

    def of(self, desk: Desk) -> T:
        return cast("T", desk.added[self.name])


_providers: dict[str, Provider[object]] = {}


def provide(provider: Provider[T]) -> None:
    """Have every desk read from now on carry the provider's facts: called from an app's ``ready``."""
    _providers[provider.name] = cast("Provider[object]", provider)


def providers() -> Iterator[Provider[object]]:
    return iter(tuple(_providers.values()))
