"""What one message does to the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.orders import cues
from agents.understanding.orders.basket import Basket, Line, Menu, Option
from agents.understanding.orders.drafts import Draft, Drafting
from agents.understanding.orders.parts import Part, parts_of
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 1_500  # characters read: no order is longer


def update_basket(basket: Basket, text: str, menu: Menu, *, language: str = "en") -> Basket:
    """The basket after the customer said ``text``.

    Dishes are added with their quantity and options; options alone change what was asked for last; "change", "instead"
    and "no latte" replace and remove. A question ("do you have ...?") changes nothing.
    """
    text = text[:LENGTH]
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    if cues.EVERYTHING.search(folded):
        return Basket()
    if cues.ASKS_ABOUT.search(folded) or (cues.QUESTION.search(folded) and not cues.WANT.search(folded)):
        return basket
    parts = parts_of(text, folded, menu, language)
    if not any(part.kind in {"item", "another"} for part in parts):
        return _changed(basket, parts, folded, menu)
    last = basket.lines[-1].item if basket.lines else ""
    return _settled(basket, Drafting(folded, menu, last).read(parts), folded, menu)


def _changed(basket: Basket, parts: Sequence[Part], folded: str, menu: Menu) -> Basket:
    """No dish named: the options, or the number, are about what is in the basket."""
    options = [part.option for part in parts if part.option]
    numbers = [part.number for part in parts if part.kind == "number"]
    if not basket.lines:
        return replace(basket, wishes=(*basket.wishes, *options))
    is_all = any(part.kind == "all" for part in parts)
    for place in range(len(basket.lines)) if is_all else [len(basket.lines) - 1]:
        line = _with_options(basket.lines[place], options, menu)
        if len(numbers) == 1 and not options and cues.MAKE_IT.search(folded):
            line = replace(line, quantity=numbers[0])
        basket = basket.with_changed(place, line)
    return basket


def _settled(basket: Basket, drafts: Sequence[Draft], folded: str, menu: Menu) -> Basket:
    """Drafts go in, out, or in the place of another; a yes that repeats the order changes nothing."""
    if cues.AFFIRMED.search(folded) and all(basket.last(draft.item) is not None for draft in drafts):
        return basket
    wanted = [draft for draft in drafts if not draft.is_gone and draft.quantity]
    gone = [place for draft in drafts if draft.is_gone and (place := basket.last(draft.item)) is not None]
    if gone and wanted and cues.REPLACE.search(folded):
        return _replaced(basket, gone[0], wanted, menu)
    for draft in drafts:
        if draft.is_gone and (place := basket.last(draft.item)) is not None:
            basket = basket.with_changed(place, None)
    is_change = cues.REPLACE.search(folded) is not None and cues.MORE.search(folded) is None
    if wanted and not gone and basket.lines and is_change:
        return _replaced(basket, *_meant(basket, wanted), menu)
    for draft in wanted:
        basket = _added(basket, draft, menu)
    return basket


def _added(basket: Basket, draft: Draft, menu: Menu) -> Basket:
    """The draft as a line, with what was wished before any dish was named; on the line it has where it has one."""
    if draft.is_mine and (place := basket.last(draft.item)) is not None:
        return basket.with_changed(place, _with_options(basket.lines[place], draft.options, menu))
    line = Line(draft.item, draft.quantity, draft.options)
    wishes = [wish for wish in basket.wishes if wish not in draft.options]
    return replace(basket, wishes=()).with_line(_with_options(line, wishes, menu))


def _meant(basket: Basket, wanted: list[Draft]) -> tuple[int, list[Draft]]:
    """ "Change the latte to a mocha": the first dish goes, the second comes; one dish named takes its own or the last
    line's place."""
    if len(wanted) > 1 and (place := basket.last(wanted[0].item)) is not None:
        return place, wanted[1:]
    places = [place for draft in wanted if (place := basket.last(draft.item)) is not None]
    return (places or [len(basket.lines) - 1])[0], wanted


def _replaced(basket: Basket, place: int, wanted: Sequence[Draft], menu: Menu) -> Basket:
    """The new lines keep the old one's options and number where nothing else is said."""
    old = basket.lines[place]
    basket = basket.with_changed(place, None)
    for draft in wanted:
        line = Line(draft.item, draft.quantity if draft.quantity > 1 else old.quantity, old.options)
        basket = basket.with_line(_with_options(line, draft.options, menu))
    return basket


def _with_options(line: Line, options: Sequence[Option], menu: Menu) -> Line:
    """Taking off what was added leaves nothing; taking off what the dish comes with is an option of its own."""
    for option in options:
        if option.action == "remove" and any(old.key == option.key and old.action != "remove" for old in line.options):
            line = replace(line, options=tuple(old for old in line.options if old.key != option.key))
        else:
            line = replace(line, options=menu.chosen(line.options, option))
    return line
