"""What one message speaks of, in order: dishes, pieces of them, lines there are; what is to be done, and how made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from agents.understanding.orders.basket import Wish

Kind = Literal[
    "item", "it", "each", "place", "piece", "every", "measured", "other", "last", "another", "same", "everything",
    "strange",
]  # fmt: skip
"""``item``: a dish by its name; ``it``: the line last spoken of; ``each``: all lines; ``place``: the line or piece of
that number; ``piece``: some of the line last spoken of; ``every``: a piece of it with each option of one of the
``groups``; ``measured``: the line counted by that ``measure``; ``other``: what is left of it; ``another``: one more of
it; ``same``: all once more; ``everything``: the whole order; ``strange``: what is not on the menu."""
Deed = Literal["add", "remove", "make", "change", "keep"]
"""``keep``: as it is ("just keep the latte"); ``make``: as it should be ("make the latte large"); ``change``: the same,
and a dish not ordered takes the place of the one last spoken of ("a mocha instead")."""


@dataclass(slots=True)
class Mention:
    """One thing spoken of. ``items`` are more than one for a word of several dishes ("a pizza").

    The first ``told`` of the ``wishes`` were said before the name: of a line there is they tell which one is meant.
    ``is_known``: spoken of as ordered already ("add vanilla to the latte").  ``is_gone``: turned down ("no latte"), and
    ``is_swap``: for another ("instead of the latte").  ``is_more``: beside what there is, whatever is being changed
    ("another latte").  ``is_without``: made without what the pieces before were made with ("one not").
    ``is_only``: and nothing else.  ``is_part``: of the dish before ("ten rolls, of which five poppy seed rolls").
    ``is_guess``: the word is no name, but of what is ordered already there may be one so called ("the juice").
    """

    kind: Kind
    clause: int
    deed: Deed = "add"
    text: str = ""
    items: tuple[str, ...] = ()
    number: int | None = None
    place: int = 0
    wishes: list[Wish] = field(default_factory=list)
    told: int = 0
    is_known: bool = False
    is_gone: bool = False
    is_swap: bool = False
    is_more: bool = False
    is_without: bool = False
    is_part: bool = False
    is_only: bool = False
    is_guess: bool = False
    groups: tuple[str, ...] = ()
    measure: str = ""
