"""Lines being put together from the parts of one message: how many, of what, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agents.understanding.orders import cues

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from agents.understanding.orders.basket import Menu, Option
    from agents.understanding.orders.parts import Part

_BEFORE = 40  # characters before a dish that tell what to do with it


@dataclass(slots=True)
class Draft:
    """A line to be; ``is_gone`` when the dish is to leave, ``is_copy`` for pieces split off a line before, ``is_mine``
    for a dish that is spoken of as ordered already ("add vanilla to my latte")."""

    item: str
    quantity: int
    options: tuple[Option, ...] = ()
    is_gone: bool = False
    is_copy: bool = False
    is_mine: bool = False
    is_split: bool = False


@dataclass(slots=True)
class Drafting:
    """Reads parts from left to right; ``last_item`` is what the basket already ends with."""

    folded: str
    menu: Menu
    last_item: str
    drafts: list[Draft] = field(default_factory=list)

    def read(self, parts: Sequence[Part]) -> list[Draft]:
        """Each dish opens a line; what stands right before it, and all after it, is how it is made."""
        waiting: list[Option] = []
        quantity = 1
        is_all = any(part.kind == "all" for part in parts)
        for i, part in enumerate(parts):
            if part.kind in {"number", "another"}:
                if self._leads_to_item(parts, i):
                    quantity = part.number or 1
                else:
                    self._split_off(part)
            elif part.kind == "item":
                self._open(part, quantity, waiting)
                waiting, quantity = [], 1
            elif part.option and (self._belongs_to_next(parts, i) or not self.drafts):
                waiting.append(part.option)
            elif part.option:
                self._choose(part.option, self.drafts if is_all else self.drafts[-1:])
        for option in waiting:
            self._choose(option, self.drafts[-1:])
        return self.drafts

    def _open(self, part: Part, quantity: int, waiting: Sequence[Option]) -> None:
        before = self.folded[max(0, part.start - _BEFORE) : part.start]
        same = next((draft for draft in self.drafts if draft.item == part.keys[0]), None)
        if same and cues.SAME.search(before):  # "a tea and a latte; the latte should be decaf"
            self.drafts.remove(same)
            self.drafts.append(same)
            return
        is_gone = bool(cues.REMOVE.search(before) or cues.INSTEAD_OF.search(before))
        draft = Draft(part.keys[0], quantity, is_gone=is_gone, is_mine=bool(cues.TO_MINE.search(before)))
        for option in waiting:
            self._choose(option, [draft])
        self.drafts.append(draft)

    def _choose(self, option: Option, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            draft.options = self.menu.chosen(draft.options, option)

    def _split_off(self, part: Part) -> None:
        """ "Two lattes, one with oat milk and the other with almond": pieces of a line, or one more of the same."""
        pieces = part.number or 1
        whole = next((draft for draft in reversed(self.drafts) if not draft.is_copy), None)
        if whole and whole.quantity >= pieces and (whole.quantity > 1 or whole.is_split):
            whole.quantity -= pieces
            whole.is_split = True
            self.drafts.append(Draft(whole.item, pieces, whole.options, is_copy=True))
        elif part.kind == "another" and (item := self.drafts[-1].item if self.drafts else self.last_item):
            self.drafts.append(Draft(item, 1, is_copy=True))

    def _leads_to_item(self, parts: Sequence[Part], i: int) -> bool:
        """ "Two large lattes", "another latte": a dish follows with only its options and plain words between."""
        return self._reaches_item(parts, i, cues.JOINT)

    def _belongs_to_next(self, parts: Sequence[Part], i: int) -> bool:
        """ "Oat milk latte": next to nothing between the option and the dish."""
        return self._reaches_item(parts, i, cues.CLOSE)

    def _reaches_item(self, parts: Sequence[Part], i: int, between: re.Pattern[str]) -> bool:
        end = parts[i].end
        for part in parts[i + 1 :]:
            if part.kind not in {"item", "option"} or not between.fullmatch(self.folded[end : part.start]):
                return False
            if part.kind == "item":
                return True
            end = part.end
        return False
