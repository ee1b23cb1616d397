"""The declarations: what is kept, which of it is a customer's, and how that is erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    Row = Mapping[str, Any]

CHUNK = 1_000
"""Rows read at once: what an export takes of memory does not grow with the business."""

CUSTOMER, BOOKING, ORDER, WAITING = "customer", "booking", "order", "waiting"
"""What keys are of: the words that aggregates of events begin with."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a customer can be recognised where no key tells: only known while their row still says so."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One person: the keys of what is theirs, by what they are keys of (``CUSTOMER``, ``BOOKING``, …)."""

    keys: Mapping[str, tuple[str, ...]]
    words: Words = field(default_factory=Words)

    def of(self, name: str) -> tuple[str, ...]:
        return self.keys.get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of the business entered: those of a person, or all of them (None).

    ``erase`` takes the words out of a person's rows, or the rows, inside the caller's transaction, and says how many it
    changed: nothing, the second time. ``columns`` are what is given out, as ``values`` takes them: secrets are not.
    """

    name: str
    title: _StrOrPromise
    rows: Callable[[Subject | None], QuerySet[Any]]
    columns: tuple[str, ...] = ()
    is_of_people: bool = True
    erase: Callable[[Subject], int] | None = None

    def read(self, subject: Subject | None) -> Iterator[Row]:
        rows = self.rows(subject).order_by("pk").values(*self.columns)
        yield from rows.iterator(chunk_size=CHUNK)

    def count(self, subject: Subject | None) -> int:
        return self.rows(subject).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What lies outside the business's rows: files, another server. Asked outside any transaction.

    ``erase`` may be called again, and raises where the store cannot be reached. ``read`` tells what can be given out.
    """

    name: str
    title: _StrOrPromise
    count: Callable[[Subject], int]
    erase: Callable[[Subject], int]
    read: Callable[[Subject | None], Iterator[Row]] | None = None
    columns: tuple[str, ...] = ()


_finders: dict[str, Callable[[Subject], tuple[str, ...]]] = {}
_tables: dict[str, Table] = {}
_stores: dict[str, Store] = {}


def find(name: str, finder: Callable[[Subject], tuple[str, ...]]) -> None:
    """Have persons carry keys of that name; a finder sees those that apps below have found."""
    _finders[name] = finder


def keep(*holdings: Table | Store) -> None:
    """Declare what an app keeps: called from its ``ready``."""
    for holding in holdings:
        if isinstance(holding, Table):
            _tables[holding.name] = holding
        else:
            _stores[holding.name] = holding


def finders() -> tuple[tuple[str, Callable[[Subject], tuple[str, ...]]], ...]:
    return tuple(_finders.items())


def tables() -> tuple[Table, ...]:
    """In the order of the house, from below: a row comes after those it points at."""
    return tuple(_tables.values())


def stores() -> tuple[Store, ...]:
    return tuple(_stores.values())


def columns_of(model: type[Model], *without: str) -> tuple[str, ...]:
    """All columns of a model but those."""
    return tuple(each.attname for each in model._meta.concrete_fields if each.attname not in without)
