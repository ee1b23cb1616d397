"""What one message does to the basket."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from agents.understanding.orders.basket import Basket, Line, Menu, Option
from agents.understanding.orders.parts import Part, parts_of
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|so|um|and|also|excuse me|good \w+)\W+)*(?:what|which|how (?:much|many|big|hot|is|are)|do you|does|is there|are there|is (?:the|your|it)|are (?:the|your)|have you|where|when|why|can you tell|could you tell|tell me|i wonder|i was wondering (?:what|if you have))\b"
)
_WANT = re.compile(r"\b(?:i'?d like|i'?ll (?:have|take|get)|i want|can i (?:get|have|order)|could i (?:get|have|order)|give me|may i|let me|i need|i would like|please)\b")
_REMOVE = re.compile(r"\b(?:remove|cancel|delete|drop|take (?:off|out)|forget|scratch|get rid of|i don't want|don't want|no longer want|without|quita|retirez|enlevez|streichen|togli)\b[^.!?,]{0,20}$")
_REPLACE = re.compile(
    r"\b(?:change|swap|replace|switch|instead|make (?:it|that)|rather|actually|i meant|i said|not an?|should be|supposed to be|cambia|plutot|lieber|invece)\b"
)
_INSTEAD_OF = re.compile(r"\b(?:instead of|rather than|not)\s+(?:an?|the|my|that)?\s*$")
_CLOSE = re.compile(r"[\s-]*(?:(?:hot|coffee|style|flavou?red|milk|size|sized|ice)[\s-]+)*")
_JOINT = re.compile(r"[\s,]*(?:(?:x|of|your|the|those|more|orders?|cups?|glass(?:es)?|hot|cold|nice|tall|hot|medium|large|small|regular|big|size|sized|a|is|an)[\s,-]+)*")
_AFFIRMED = re.compile(r"\b(?:yes|yeah|yep|yup|correct|right|exactly|perfect|that's it|that is it|looks good|si|oui|ja|sim)\b")
_EVERYTHING = re.compile(r"\b(?:cancel (?:everything|it all|the (?:whole )?order|my order)|start over|forget (?:it|everything)|empty (?:the|my) (?:basket|cart))\b")


def update_basket(basket: Basket, text: str, menu: Menu, *, language: str = "en") -> Basket:
    """The basket after the customer said ``text``.

    Items are added with their quantity and options; options alone change what was asked for last; "change", "instead" and
    "no latte" replace and remove. A question ("do you have ...?") changes nothing.
    """
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    if _EVERYTHING.search(folded):
        return Basket()
    parts = parts_of(text, menu, language)
    if _QUESTION.search(folded) and not _WANT.search(folded):
        return basket
    if not any(part.kind in {"item", "option", "number"} for part in parts):
        return basket
    return _Turn(basket, folded, menu).apply(parts)


@dataclass(slots=True)
class _Draft:
    """A line being put together: how many, of what, and how."""

    item: str
    quantity: int
    start: int
    options: tuple[Option, ...] = ()
    is_removal: bool = False
    is_replaced: bool = False
    is_copy: bool = False
    is_split: bool = False


@dataclass(slots=True)
class _Turn:
    basket: Basket
    folded: str
    menu: Menu
    drafts: list[_Draft] = field(default_factory=list)

    def apply(self, parts: Sequence[Part]) -> Basket:
        items = [part for part in parts if part.kind == "item"]
        if not items and not any(part.kind == "another" for part in parts):
            return self._changed(parts)
        self._draft(parts)
        return self._settled()

    def _draft(self, parts: Sequence[Part]) -> None:
        """Each item opens a line; what is said before it belongs to it when nothing but a space lies between."""
        waiting: list[Part] = []
        quantity = 1
        for i, part in enumerate(parts):
            if part.kind in {"number", "another"}:
                if self._leads_to_item(parts, i):
                    quantity = part.number or 1
                elif self._last_item():
                    self._split_off(part)
            elif part.kind == "item":
                self._open(part, quantity, waiting)
                waiting, quantity = [], 1
            elif part.option and (self._belongs_to_next(parts, i) or not self.drafts):
                waiting.append(part)
            elif part.option:
                self._choose(part, parts)
        self._leftover(waiting)

    def _leftover(self, waiting: Sequence[Part]) -> None:
        for part in waiting:
            if self.drafts and part.option:
                self.drafts[-1].options = self.menu.chosen(self.drafts[-1].options, part.option)

    def _open(self, part: Part, quantity: int, waiting: Sequence[Part]) -> None:
        before = self.folded[max(0, part.start - 40) : part.start]
        draft = _Draft(part.keys[0], quantity, part.start)
        draft.is_removal = bool(_REMOVE.search(before))
        draft.is_replaced = bool(_INSTEAD_OF.search(before))
        for option in waiting:
            if option.option:
                draft.options = self.menu.chosen(draft.options, option.option)
        self.drafts.append(draft)

    def _split_off(self, part: Part) -> None:
        """"Two lattes, one with oat milk and the other with almond": pieces of a line, or one more of the same."""
        pieces = part.number or 1
        whole = next((draft for draft in reversed(self.drafts) if not draft.is_copy), None)
        if whole and whole.quantity >= pieces and (whole.quantity > 1 or whole.is_split):
            whole.quantity -= pieces
            whole.is_split = True
            self.drafts.append(_Draft(whole.item, pieces, part.start, whole.options, is_copy=True))
        elif part.kind == "another":
            self.drafts.append(_Draft(self._last_item(), 1, part.start, is_copy=True))

    def _last_item(self) -> str:
        if self.drafts:
            return self.drafts[-1].item
        return self.basket.lines[-1].item if self.basket.lines else ""

    def _leads_to_item(self, parts: Sequence[Part], i: int) -> bool:
        """"Two large lattes", "another latte": an item follows with only its options and plain words between."""
        end = parts[i].end
        for part in parts[i + 1 :]:
            if not _JOINT.fullmatch(self.folded[end : part.start]):
                return False
            if part.kind == "item":
                return True
            if part.kind != "option":
                return False
            end = part.end
        return False

    def _belongs_to_next(self, parts: Sequence[Part], i: int) -> bool:
        """"Oat milk latte": only spaces up to the next item, other options between them allowed."""
        end = parts[i].end
        for part in parts[i + 1 :]:
            if not _CLOSE.fullmatch(self.folded[end : part.start]):
                return False
            if part.kind == "item":
                return True
            if part.kind != "option":
                return False
            end = part.end
        return False

    def _choose(self, part: Part, parts: Sequence[Part]) -> None:
        if part.option is None:
            return
        for draft in self.drafts if any(p.kind == "both" for p in parts) else self.drafts[-1:]:
            draft.options = self.menu.chosen(draft.options, part.option)

    def _changed(self, parts: Sequence[Part]) -> Basket:
        """No item named: the options, or the number, are about what is in the basket."""
        options = [part.option for part in parts if part.option]
        if not self.basket.lines:
            return replace(self.basket, wishes=(*self.basket.wishes, *options))
        places = range(len(self.basket.lines)) if any(p.kind == "both" for p in parts) else [len(self.basket.lines) - 1]
        basket = self.basket
        for place in places:
            line = basket.lines[place]
            for option in options:
                line = replace(line, options=_applied(self.menu, line.options, option))
            numbers = [part.number for part in parts if part.kind == "number"]
            if len(numbers) == 1 and not options and re.search(r"\b(?:make (?:it|that)|i(?:'ll| will)? (?:want|need|take|have)|change (?:it|that) to)\b", self.folded):
                line = replace(line, quantity=numbers[0])
            basket = basket.with_changed(place, line)
        return basket

    def _settled(self) -> Basket:
        """Drafts go in, out, or in the place of another."""
        basket = self.basket
        wanted = [draft for draft in self.drafts if not (draft.is_removal or draft.is_replaced) and draft.quantity]
        if _AFFIRMED.search(self.folded) and all(basket.last(draft.item) is not None for draft in self.drafts):
            return basket
        gone = [draft for draft in self.drafts if draft.is_removal or draft.is_replaced]
        for draft in gone:
            place = basket.last(draft.item)
            if place is not None:
                basket = basket.with_changed(place, None)
        if wanted and not gone and basket.lines and _REPLACE.search(self.folded):
            return self._replaced(basket, wanted)
        for draft in wanted:
            options = draft.options
            for wish in basket.wishes:
                options = self.menu.chosen(options, wish) if wish not in options else options
            basket = replace(basket, wishes=()).with_line(Line(draft.item, draft.quantity, options))
        return basket

    def _replaced(self, basket: Basket, wanted: list[_Draft]) -> Basket:
        """"Change the latte to a mocha": two items named, the first goes; one named, it takes the last one's place."""
        if len(wanted) > 1 and (place := basket.last(wanted[0].item)) is not None:
            old, new = basket.lines[place], wanted[1:]
        else:
            place = next((p for d in wanted if (p := basket.last(d.item)) is not None), len(basket.lines) - 1)
            old, new = basket.lines[place], wanted
        basket = basket.with_changed(place, None)
        for draft in new:
            options = old.options
            for option in draft.options:
                options = _applied(self.menu, options, option)
            quantity = draft.quantity if draft.quantity > 1 else old.quantity
            basket = basket.with_line(Line(draft.item, quantity, options))
        return basket


def _applied(menu: Menu, options: tuple[Option, ...], new: Option) -> tuple[Option, ...]:
    """Taking off what was added leaves nothing; taking off what the dish comes with is an option of its own."""
    if new.action == "remove" and any(old.key == new.key and old.action != "remove" for old in options):
        return tuple(old for old in options if old.key != new.key)
    return menu.chosen(options, new)
