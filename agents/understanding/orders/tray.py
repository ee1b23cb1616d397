"""The lines of a basket while a message changes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from agents.understanding.orders.basket import Basket, Choice, Line, Wish, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.orders.menu import Menu


@dataclass(eq=False, slots=True)
class Entry:
    """A line being changed; ``is_new`` in this message, ``is_split`` when pieces were taken off it, ``is_uncounted``
    when nobody has said how many, nor how it is made; ``is_counted`` when that was said anew.
    """

    item: str
    quantity: int = 1
    choices: tuple[Choice, ...] = ()
    is_new: bool = False
    is_split: bool = False
    is_uncounted: bool = False
    is_counted: bool = False
    said: tuple[Wish, ...] = ()
    measure: str = ""


@dataclass
class Tray:
    """``focus`` is the line last spoken of; ``unheard`` are options that no line can be had with."""

    menu: Menu
    entries: list[Entry]
    wishes: tuple[Wish, ...] = ()
    focus: Entry | None = None
    unheard: list[Wish] = field(default_factory=list)

    @classmethod
    def of(cls, basket: Basket, menu: Menu) -> Tray:
        entries = [Entry(line.item, line.quantity, line.choices, measure=line.measure) for line in basket.lines]
        return cls(menu, entries, basket.wishes, entries[-1] if entries else None)

    def basket(self) -> Basket:
        lines = (Line(entry.item, entry.quantity, entry.choices, entry.measure) for entry in self.entries)
        return Basket(joined(lines), self.wishes)

    def find(self, items: Iterable[str], told: Sequence[Wish] = ()) -> Entry | None:
        """The line last asked for of these items, one made as told first."""
        some = [entry for entry in reversed(self.entries) if entry.item in items]
        return max(some, key=lambda entry: self.likeness(entry, told), default=None)

    def likeness(self, entry: Entry, told: Sequence[Wish]) -> int:
        had = {(choice.group, choice.option) for choice in entry.choices}
        return sum(not had.isdisjoint(wish.options) for wish in told)

    def accepts(self, item: str, wishes: Iterable[Wish]) -> bool:
        return all(wish.for_item(item, self.menu) is not None for wish in wishes)

    def add(self, entry: Entry, *, after: Entry | None = None) -> Entry:
        place = self.entries.index(after) + 1 if after else len(self.entries)
        self.entries.insert(place, entry)
        self.focus = entry
        return entry

    def remove(self, entry: Entry, number: int | None = None) -> None:
        """Some pieces of a line, or all of it."""
        if number is not None and number < entry.quantity:
            entry.quantity -= number
            return
        self.entries.remove(entry)
        if self.focus is entry:
            self.focus = self.entries[-1] if self.entries else None

    def split(self, whole: Entry, number: int) -> Entry:
        """So many pieces of a line as a line of their own; the line itself when that is all of it."""
        if number >= whole.quantity:
            return self.rest(whole)
        whole.quantity -= number
        whole.is_split = True
        return self.add(replace(whole, quantity=number, is_split=False), after=self._end_of_pieces(whole))

    def rest(self, whole: Entry) -> Entry:
        """What is left of a line, spoken of: after the pieces that were named before it."""
        last = self._end_of_pieces(whole)
        if whole.is_split and last is not whole:
            self.entries.remove(whole)
            self.entries.insert(self.entries.index(last) + 1, whole)
        self.focus = whole
        return whole

    def _end_of_pieces(self, whole: Entry) -> Entry:
        """Pieces stand after those split off the same line before."""
        last = whole
        for entry in self.entries[self.entries.index(whole) + 1 :]:
            if entry.item != whole.item or entry.is_new != whole.is_new:
                break
            last = entry
        return last

    def make(self, entry: Entry, wishes: Iterable[Wish]) -> None:
        """The line made as wished; what its item cannot be had with goes to a line of this message that can."""
        for wish in wishes:
            some = [entry] if wish.is_close else self._holders(entry)
            holder = next((one for one in some if wish.for_item(one.item, self.menu)), None)
            choice = wish.for_item(holder.item, self.menu) if holder else None
            if holder is None or choice is None:
                self.unheard.append(wish)
                continue
            holder.choices, holder.is_uncounted = self.chosen(holder.choices, choice), False
            holder.said = (*holder.said, wish)

    def _holders(self, entry: Entry) -> list[Entry]:
        return [entry, *(one for one in reversed(self.entries) if one.is_new and entry.is_new)]

    def chosen(self, choices: tuple[Choice, ...], new: Choice) -> tuple[Choice, ...]:
        """One more choice; it replaces what was said of the same option, and what it excludes.

        Leaving out what was added leaves nothing; leaving out what the dish comes with is a choice of its own.
        """
        is_single = self.menu.group_by_key[new.group].is_single
        same = [old for old in choices if (old.group, old.option) == (new.group, new.option)]
        kept = tuple(
            old for old in choices
            if old not in same and not (is_single and not new.negated and old.group == new.group)
        )  # fmt: skip
        if new.negated and any(not old.negated for old in same):
            return kept
        return (*kept, new)
