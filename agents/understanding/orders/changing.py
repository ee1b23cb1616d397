"""What is spoken of becomes what is in the basket."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from agents.understanding.orders.pieces import Pieces
from agents.understanding.orders.tray import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.basket import Wish
    from agents.understanding.orders.mentions import Mention


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that may mean several dishes of the menu, by key, or a dish that was left unsaid."""

    text: str
    items: tuple[str, ...]


@dataclass
class Changing(Pieces):
    """Applies the mentions of one message to a tray."""

    mentions: Sequence[Mention]
    unclear: list[Unclear] = field(default_factory=list)
    about: Sequence[str] = ()

    def apply(self) -> None:
        for _, clause in groupby(self.mentions, key=lambda mention: mention.clause):
            self._clause(list(clause))
        self._add_implied()
        self._leave_only()
        named = {entry.item for entry in self.tray.entries if entry.is_new}
        self.unclear = [one for one in self.unclear if named.isdisjoint(one.items)]

    def _add_implied(self) -> None:
        """ "Half a litre of white" is the house wine where no other dish is had so."""
        wishes = [wish for wish in self.tray.unheard if not wish.negated]
        if item := self._implied(wishes):
            self.tray.unheard = [wish for wish in self.tray.unheard if wish.negated]
            self.tray.make(self.tray.add(Entry(item, is_new=True)), wishes)

    def _leave_only(self) -> None:
        """ "Just keep the coke" is the coke and nothing else."""
        only = {item for mention in self.mentions if mention.is_only for item in mention.items}
        if only and any(entry.item in only for entry in self.tray.entries):
            self.tray.entries = [entry for entry in self.tray.entries if entry.item in only or entry.is_new]

    def _implied(self, wishes: Sequence[Wish]) -> str | None:
        """The one dish that can be had with all of several wishes."""
        groups = {group for wish in wishes for group, _ in wish.options}
        fits = [item.key for item in self.tray.menu.items if self.tray.accepts(item.key, wishes)]
        return fits[0] if len(wishes) > 1 and len(groups) > 1 and len(fits) == 1 else None

    def _clause(self, mentions: list[Mention]) -> None:
        """ "A mocha instead of the latte", "change the latte to a mocha", "actually a mocha": one for the other."""
        items = [mention for mention in mentions if mention.kind == "item" and mention.items and not mention.is_more]
        wanted = [mention for mention in items if not mention.is_gone and mention.deed != "remove"]
        is_change = any(mention.deed in {"change", "make"} for mention in mentions)
        gone = [entry for m in items if m.is_gone and (entry := self.tray.find(m.items, m.wishes[: m.told]))]
        if wanted and is_change and (taken := self._taken_out(mentions[0])):
            self._replace(taken, wanted)
            items = [*items, mentions[0]]
        elif wanted and gone and (is_change or any(mention.is_swap for mention in items)):
            self._replace(gone[0], wanted)
        elif wanted and is_change and (old := self._replaced(wanted)):
            self._replace(old, [mention for mention in wanted if self.tray.find(mention.items) is not old])
        else:
            items = self._turned_down(wanted) if is_change else []
        for mention in mentions:
            if not any(mention is one for one in items):
                getattr(self, f"_{mention.kind}")(mention)

    def _turned_down(self, wanted: Sequence[Mention]) -> list[Mention]:
        """Of "swap the fries for onion rings" the fries, when there are none to swap."""
        is_swap = len(wanted) == 2 and wanted[0].is_known and not wanted[1].is_known
        return list(wanted[:1]) if is_swap and not self.tray.find(wanted[0].items) else []

    def _taken_out(self, mention: Mention) -> Entry | None:
        """The pieces whose place is taken: "change one of them to a veggie burger"."""
        if mention.kind != "piece" or mention.wishes:
            return None
        whole = self._whole(mention.number or 1, mention)
        return self.tray.split(whole, mention.number or 1) if whole else None

    def _replaced(self, wanted: Sequence[Mention]) -> Entry | None:
        """The line whose place is taken: the first dish named when it is ordered, else the line last spoken of."""
        found = [self.tray.find(mention.items, mention.wishes[: mention.told]) for mention in wanted]
        if len(wanted) > 1 and found[0] is not None and found[1] is None:
            return found[0]
        return self.tray.focus if wanted[0].deed == "change" and not any(found) else None

    def _replace(self, old: Entry, wanted: Sequence[Mention]) -> None:
        """The new lines keep the old one's options and number where nothing else is said."""
        before = old
        for mention in wanted:
            item = self._item_of(mention)
            if item is None:
                continue
            quantity = mention.number if (mention.number or 1) > 1 else old.quantity
            kept = tuple(c for c in old.choices if c.group in self.tray.menu.item_by_key[item].groups)
            before = self.tray.add(Entry(item, quantity or 1, kept, is_new=True), after=before)
            self.tray.make(before, mention.wishes)
        if before is not old:
            focus = self.tray.focus
            self.tray.remove(old)
            self.tray.focus = focus

    # One mention

    def _item(self, mention: Mention) -> None:
        tray = self.tray
        entry = tray.find(mention.items, mention.wishes[: mention.told])
        if mention.is_gone or (mention.deed == "remove" and (entry or not mention.number)):
            if entry:
                tray.remove(entry, mention.number)
        elif entry and mention.deed == "keep":
            self._remake(entry, mention)
        elif entry and mention.is_more and not mention.wishes and self._is_alone(entry):
            entry.quantity += mention.number or 1  # "one more latte": as the one there is
        elif entry and not mention.is_more and (mention.is_known or mention.deed in {"make", "change"}):
            self._remake(entry, mention)
        elif not mention.items and tray.focus and not self._is_only_way(mention):
            self._it(mention)  # "a large, please"
        elif item := self._item_of(mention):
            self._add(item, mention)

    def _piece(self, mention: Mention) -> None:
        """ "Two of the lattes", when there are none yet, are two lattes."""
        whole = self._whole(mention.number or 1, mention)
        if mention.items and whole is None:
            self._item(mention)
        elif whole is None and (item := self._implied(mention.wishes)):
            self.tray.make(self.tray.add(Entry(item, mention.number or 1, is_new=True)), mention.wishes)
        else:
            super()._piece(mention)

    def _measured(self, mention: Mention) -> None:
        """ "Actually four jugs" is so many of what was counted in jugs, or of the only dish there is."""
        counted = [one for one in self.tray.entries if one.measure == mention.measure]
        items = tuple(dict.fromkeys(one.item for one in self.tray.entries))
        if counted or len(items) == 1:
            entry = (counted or self.tray.entries)[-1]
            entry.quantity, self.tray.focus = mention.number or entry.quantity, entry
        elif items:
            self.unclear.append(Unclear(mention.text, items))

    def _is_only_way(self, mention: Mention) -> bool:
        """Whether a dish left unsaid can be one only: "two large with ham" where nothing but pizza is had with ham."""
        fits = [item for item in self.tray.menu.items if self.tray.accepts(item.key, mention.wishes)]
        return len(fits) == 1 and mention.deed == "add"

    def _is_alone(self, entry: Entry) -> bool:
        """Whether it is the only line of its dish, and was ordered before."""
        return not entry.is_new and [one.item for one in self.tray.entries].count(entry.item) == 1

    def _remake(self, entry: Entry, mention: Mention) -> None:
        self.tray.focus = entry
        if mention.number and mention.deed != "add":
            entry.quantity = mention.number
        had = self.tray.likeness(entry, mention.wishes[: mention.told])
        self.tray.make(entry, mention.wishes[mention.told :] if had else mention.wishes)

    def _add(self, item: str, mention: Mention) -> None:
        """A new line, with what was wished before any dish was named."""
        tray = self.tray
        said = tray.focus.said if tray.focus else ()
        if mention.is_part and mention.number and tray.focus and tray.focus.quantity > mention.number:
            tray.focus.quantity -= mention.number
        entry = tray.add(Entry(item, mention.number or 1, is_new=True, is_uncounted=mention.number is None))
        entry.measure = mention.measure
        tray.make(entry, tray.wishes)
        tray.wishes = ()
        if self._is_shared_out(item, mention):
            for wish in mention.wishes:
                tray.make(tray.split(entry, 1), [wish])
            return
        tray.make(entry, mention.wishes)
        if mention.is_without:
            self._make_without(entry, said)

    def _is_shared_out(self, item: str, mention: Mention) -> bool:
        """ "Three: lemon, lemon, new car" is one of each, of options that exclude each other."""
        choices = [choice for wish in mention.wishes if (choice := wish.for_item(item, self.tray.menu))]
        groups = {choice.group for choice in choices}
        is_each = 1 < len(choices) == len(mention.wishes) == mention.number and len(groups) == 1
        is_chosen = not any(choice.negated or choice.amount for choice in choices)
        return is_each and is_chosen and self.tray.menu.group_by_key[groups.pop()].is_single

    def _item_of(self, mention: Mention) -> str | None:
        """The one dish it can be: the only one named, or the only one to be had so."""
        made = [*mention.wishes, *self._wishes_of_pieces(mention)]
        if mention.is_guess and not any(wish.for_item(mention.items[0], self.tray.menu) for wish in made):
            self.unclear.append(Unclear(mention.text, mention.items))
            return None
        named = mention.items or tuple(item.key for item in self.tray.menu.items)
        wishes = self._wishes_of(mention)
        some = named if len(named) == 1 else [key for key in named if self.tray.accepts(key, wishes)]
        if len(meant := [key for key in some if mention.items and key in self.about]) == 1:
            some = meant
        if len(some) == 1:
            return some[0]
        if mention.items or mention.wishes:
            self.unclear.append(Unclear(mention.text, tuple(some) if mention.items else ()))
        return None

    def _wishes_of(self, mention: Mention) -> list[Wish]:
        """Those that tell which dish it is: of a dish left unsaid all that follow, of a kind those that one of it can
        be had with ("the pizza in family size and half a litre of white").
        """
        if not mention.items:
            return [*mention.wishes, *self._wishes_of_pieces(mention)]
        menu = self.tray.menu
        return [wish for wish in mention.wishes if any(wish.for_item(item, menu) for item in mention.items)]

    def _wishes_of_pieces(self, whole: Mention) -> list[Wish]:
        """What is said of the pieces of a dish left unsaid: "two mediums, one with bacon"."""
        after = self.mentions[[mention is whole for mention in self.mentions].index(True) + 1 :]
        return [wish for mention in takewhile(lambda one: one.kind == "piece", after) for wish in mention.wishes]

    def _it(self, mention: Mention) -> None:
        entry = self._fitting(mention.wishes)
        if entry is None and mention.wishes and (item := self._spoken_of(mention)):
            self._add(item, mention)
        elif entry is None:
            self.tray.wishes = (*self.tray.wishes, *mention.wishes)
        elif mention.is_without:
            last = next((choice for choice in reversed(entry.choices) if not choice.negated), None)
            entry.choices = tuple(choice for choice in entry.choices if choice is not last)
        elif mention.wishes or mention.number:
            entry.quantity, entry.is_counted = mention.number or entry.quantity, bool(mention.number)
            self.tray.focus = entry
            self._make_instead(entry, mention)
            self.tray.make(entry, mention.wishes)
        elif mention.deed == "remove":
            self.tray.remove(entry)

    def _spoken_of(self, mention: Mention) -> str | None:
        """The one dish of a question before that can be had so: "I'll take them without fitting"."""
        fits = [item for item in self.about if self.tray.accepts(item, mention.wishes)]
        return fits[0] if len(fits) == 1 and mention.deed == "add" else None

    def _each(self, mention: Mention) -> None:
        named = [one for one in self.tray.entries if not mention.items or one.item in mention.items]
        new = [one for one in named if one.is_new]
        for entry in new or named:
            fitting = [wish for wish in mention.wishes if wish.for_item(entry.item, self.tray.menu)]
            if mention.deed == "remove" and not mention.wishes:
                self.tray.remove(entry)
            self.tray.make(entry, fitting)

    def _everything(self, _mention: Mention) -> None:
        self.tray.entries.clear()
        self.tray.focus, self.tray.wishes = None, ()
