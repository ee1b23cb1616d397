"""What higher rooms do when a business begins, closes and ends, or its people change: steps, run in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

    Step = Callable[[Business], None]


class Steps:
    def __init__(self) -> None:
        self.by_name: dict[str, Step] = {}

    def register(self, name: str, step: Step) -> None:
        self.by_name[name] = step

    def __iter__(self) -> Iterator[Step]:
        return iter(self.by_name.values())


provisioning = Steps()
"""Run inside the new business's schema and the transaction that makes it."""

closing = Steps()
"""Run when a business was suspended or deleted and that is committed: its host answers no more."""

removal = Steps()
"""Run in the transaction that deletes a business, in the public schema: rows it has outside its own."""


class Remains:
    """What a business leaves outside the database, by the name of the store: each is asked to erase it, and counts."""

    def __init__(self) -> None:
        self.by_name: dict[str, Callable[[Business], int]] = {}

    def register(self, name: str, erase: Callable[[Business], int]) -> None:
        self.by_name[name] = erase


remains = Remains()
"""Run when a business is deleted and that is committed. They may raise: the others are run, and the receipt says so."""

standing = Steps()
"""Run when somebody's right to be in a business may have ended and that is committed: what is open asks anew."""


def rights_changed(business: Business) -> None:
    for step in standing:
        step(business)


@dataclass(frozen=True, slots=True)
class Return:
    """A business whose rows have come back from a backup; ``schema_then`` is what its schema was called."""

    business: Business
    schema_then: str

    @property
    def is_copy(self) -> bool:
        """Under another name: it may meet the business it was, and must not be taken for it."""
        return self.schema_then != self.business.schema_name


returning: dict[str, Callable[[Return], None]] = {}
"""Run inside the schema and the transaction in which rows come back: what names the business in them, or opens it."""

underway = Remains()
"""Run when a business's rows were put back and that is committed: what was under way for those that were there."""
