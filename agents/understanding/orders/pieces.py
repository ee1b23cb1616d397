"""Which of the lines is spoken of, and pieces taken off one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.understanding.orders.basket import Wish
from agents.understanding.orders.tray import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.mentions import Mention
    from agents.understanding.orders.tray import Tray


@dataclass
class Pieces:
    """Applies what is said of lines without naming a dish."""

    tray: Tray

    def _make_without(self, entry: Entry, said: Sequence[Wish]) -> None:
        """ "Two with ham and one without": what the ones before were made with is left out."""
        wishes = [replace(wish, negated=True, amount="") for wish in said if not wish.negated]
        self.tray.make(entry, [wish for wish in wishes if wish.for_item(entry.item, self.tray.menu)])

    def _make_instead(self, entry: Entry, mention: Mention) -> None:
        """ "One with strawberry instead": the only choice of its group gives way."""
        groups = {group for wish in mention.wishes for group, _ in wish.options} if mention.is_swap else set()
        old = [choice for choice in entry.choices if choice.group in groups and not choice.negated]
        if len(old) == 1:
            entry.choices = tuple(choice for choice in entry.choices if choice is not old[0])

    def _fitting(self, wishes: Sequence[Wish]) -> Entry | None:
        """The line last spoken of, or the last one that can be had so."""
        focus = self.tray.focus
        if (having := self._having(wishes)) is not None:
            return having
        if focus is None or self.tray.accepts(focus.item, wishes):
            return focus
        fits = (one for one in reversed(self.tray.entries) if self.tray.accepts(one.item, wishes))
        return next(fits, focus)

    def _having(self, wishes: Sequence[Wish]) -> Entry | None:
        """The last line made with all that is to be left out: "no rocket" is said of the pizza with rocket."""
        out = [set(wish.options) for wish in wishes if wish.negated]
        if not out or len(out) < len(wishes):
            return None
        for one in reversed(self.tray.entries):
            had = {(choice.group, choice.option) for choice in one.choices if not choice.negated}
            if all(options & had for options in out):
                return one
        return None

    def _last(self, mention: Mention) -> None:
        if self.tray.entries:
            self._at(self.tray.entries[-1], mention)

    def _place(self, mention: Mention) -> None:
        """The line of that number among those it can be; else the piece of that number of one."""
        some = [one for one in self.tray.entries if not mention.items or one.item in mention.items]
        some = [one for one in some if self.tray.accepts(one.item, mention.wishes)] or some
        if mention.place <= len(some):
            self._at(some[mention.place - 1], mention)
            return
        pieces = [one for one in some for _ in range(one.quantity)]
        if mention.place <= len(pieces):
            self._at(pieces[mention.place - 1], mention, pieces=1)

    def _at(self, entry: Entry, mention: Mention, *, pieces: int | None = None) -> None:
        if mention.deed == "remove" and not mention.wishes:
            self.tray.remove(entry, pieces)
        else:
            entry = self.tray.split(entry, pieces) if pieces else self.tray.rest(entry)
            self.tray.make(entry, mention.wishes)

    def _piece(self, mention: Mention) -> None:
        """ "Two of them without cheese, one with"; "one without" leaves out what the pieces before were made with."""
        number = mention.number or 1
        whole = self._whole(number, mention)
        if whole is None:
            return
        if mention.deed == "remove" and not mention.wishes:
            self.tray.remove(whole, number)
            return
        if mention.deed == "keep" and not mention.wishes:
            whole.quantity = min(number, whole.quantity)
            return
        if whole.is_uncounted and mention.wishes:
            whole.quantity, whole.is_uncounted = number, False  # "wiper blades: a pair in 18 inch, a pair in 22"
            self.tray.make(self.tray.rest(whole), mention.wishes)
            return
        if not mention.wishes and not mention.is_without and number > whole.quantity:
            whole.quantity = number  # "two of those"
            return
        is_all = whole.quantity == number or self._is_unlike(whole, mention.wishes)
        if not mention.is_known and self._is_told(whole, mention) and not whole.is_split and is_all:
            self._another(mention, is_new=True)  # "a latte with oat milk and one with soy"
            return
        said = self.tray.focus.said if self.tray.focus else ()
        piece = self.tray.split(whole, number)
        if mention.is_without:
            self._make_without(piece, said)
        self._make_instead(piece, mention)
        self.tray.make(piece, mention.wishes)

    def _is_told(self, whole: Entry, mention: Mention) -> bool:
        """Whether the line is of this message: new, or counted anew with a choice of its own ("3 white and 1 red")."""
        groups = {group for wish in mention.wishes for group, _ in wish.options}
        return whole.is_new or (whole.is_counted and any(group in groups for w in whole.said for group, _ in w.options))

    def _every(self, mention: Mention) -> None:
        """ "Three, one of each scent": as many lines as there are options, the pieces shared out."""
        menu = self.tray.menu
        some = [
            one for one in reversed(self.tray.entries) if set(mention.groups) & set(menu.item_by_key[one.item].groups)
        ]
        for whole in some[:1]:
            group = next(key for key in menu.item_by_key[whole.item].groups if key in mention.groups)
            options = menu.group_by_key[group].options
            each = max(1, whole.quantity // len(options))
            whole.quantity = max(whole.quantity, len(options) * each)
            for option in options:
                self.tray.make(self.tray.split(whole, each), [Wish(((group, option.key),), option.name)])

    def _whole(self, number: int, mention: Mention) -> Entry | None:
        """The line pieces are taken off: the last that has so many, one that is being divided first."""
        some = [one for one in reversed(self.tray.entries) if not mention.items or one.item in mention.items]
        wishes = [wish for wish in mention.wishes if any(wish.for_item(one.item, self.tray.menu) for one in some)]
        some = [one for one in some if self.tray.accepts(one.item, wishes)]
        enough = [one for one in some if one.quantity >= number]
        new = [one for one in enough if one.is_new and (one.is_split or one.quantity > 1)]
        split = [one for one in enough if one.is_split]
        many = [one for one in enough if one.quantity > 1]
        return next(iter([*split, *new, *many, *enough, *some]), None)

    def _other(self, mention: Mention) -> None:
        """What is left of a line being divided, or the line that was not spoken of."""
        divided = next((one for one in self.tray.entries if one.is_split), None)
        others = [one for one in self.tray.entries if one is not self.tray.focus]
        focus = self.tray.focus
        if divided is None and focus is not None and focus.is_new:
            self._another(mention)  # "one latte with oat milk and the other with soy"
        elif entry := divided or (others[-1] if others else focus):
            self._at(entry, mention)

    def _is_unlike(self, entry: Entry, wishes: Sequence[Wish]) -> bool:
        """Whether it is had already as the wishes exclude: "two small pizzas and a large one"."""
        menu = self.tray.menu
        chosen = [wish.for_item(entry.item, menu) for wish in wishes]
        single = {
            choice.group: choice.option for choice in chosen if choice and menu.group_by_key[choice.group].is_single
        }
        return any(single.get(old.group, old.option) != old.option for old in entry.choices if not old.negated)

    def _another(self, mention: Mention, *, is_new: bool = False) -> None:
        """One more of the line last spoken of: the same, or made differently."""
        number, focus = mention.number or 1, self.tray.focus
        if focus is None:
            return
        divided = next((one for one in self.tray.entries if one.is_split), None)
        if mention.is_without and (divided or (focus.is_new and focus.quantity > number)):
            self.tray.split(divided or focus, number)  # "two mochas, one plain and one decaf"
        elif mention.is_without:
            self.tray.add(Entry(focus.item, number, is_new=True), after=focus)
        elif mention.wishes and not is_new and (divided or (focus.is_new and focus.quantity > number)):
            self.tray.make(self.tray.split(divided or focus, number), mention.wishes)
        elif mention.wishes:
            is_alone = [one.item for one in self.tray.entries].count(focus.item) == 1
            kept = focus.choices if is_alone and not focus.is_new else ()
            entry = self.tray.add(Entry(focus.item, number, kept, is_new=True), after=focus)
            self.tray.make(entry, mention.wishes)
        else:
            focus.quantity += number

    def _same(self, mention: Mention) -> None:
        """The whole order once more, or the line last spoken of made differently."""
        if mention.wishes and (focus := self.tray.focus):
            entry = self.tray.add(replace(focus, is_new=True, is_split=False), after=focus)
            self.tray.make(entry, mention.wishes)
        else:
            for one in self.tray.entries:
                one.quantity *= 2
