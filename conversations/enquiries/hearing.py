"""What a message asks of the directory: the wish as it now stands, or the choice of something that was shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from agents.understanding import spoken, understand
from agents.understanding.tokens import fold
from agents.understanding.types import Context
from businesses.languages import language_among
from conversations.enquiries.vocabulary import AREA, BUSINESS, KIND, OFFERING, PART, current_vocabulary
from directory.queries import zone_of_all
from languages import said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from agents.understanding.types import Slot, Understanding
    from directory.wishes import Wish


@dataclass(frozen=True, slots=True)
class Heard:
    """``choice`` is the place in what was shown, from 0; None where nothing of it was chosen."""

    language: str
    wish: Wish
    choice: int | None = None


def language_of(text: str, locale: str, *, is_opening: bool) -> str:
    return language_among(
        spoken.named(text) or spoken.surely(text, default=locale[:2], is_opening=is_opening) or locale
    )


def hear(text: str, wish: Wish, shown: Sequence[dict[str, Any]], *, locale: str, now: datetime) -> Heard:
    """``shown`` is what was shown last, and ``wish`` what was known before."""
    zone = ZoneInfo(zone_of_all())
    language = language_of(text, locale, is_opening=not shown and not wish.is_known)
    context = Context(now, zone, flow="global", locale=language, vocabulary=current_vocabulary())
    understood = understand(text, context)
    said_now = [slot for slot in understood.slots if slot.role != "rejected"]
    new = _with_amounts(_with_times(_with_things(wish, said_now), said_now), said_now)
    if _asks_for_less(text) and not new.named:
        new = _below(new, shown)
    return Heard(language, new, _choice(understood, said_now, shown))


def keys_of(slots: Sequence[Slot], name: str, prefix: str) -> tuple[str, ...]:
    """What the slots of a name mean, of one kind of key; all that an unclear one may mean."""
    values = [value for slot in slots if slot.name == name for value in (slot.value, *slot.alternatives)]
    found = [value.removeprefix(prefix) for value in values if isinstance(value, str) and value.startswith(prefix)]
    return tuple(dict.fromkeys(found))


def _with_things(wish: Wish, slots: Sequence[Slot]) -> Wish:
    """Something else that is wanted takes the place of what was; a part of town and a day stay as they are."""
    kinds, offerings = keys_of(slots, "service", KIND), keys_of(slots, "service", OFFERING)
    named, areas = keys_of(slots, "resource", BUSINESS), keys_of(slots, "resource", AREA)
    if kinds or offerings:
        wish = replace(wish, category=kinds[0] if kinds else "", offerings=offerings, named=(), is_below=False)
    if named:
        wish = replace(wish, named=named)
    return replace(wish, areas=areas) if areas else wish


def _with_times(wish: Wish, slots: Sequence[Slot]) -> Wish:
    for slot in slots:
        if slot.name == "date" and isinstance(slot.value, str):
            wish = replace(wish, day=date.fromisoformat(slot.value))
        elif slot.name == "time" and isinstance(slot.value, str):
            wish = replace(wish, earliest=time.fromisoformat(slot.value), latest=None)
        elif slot.name == "time" and isinstance(slot.value, dict):
            wish = replace(wish, earliest=_time(slot.value.get("from")), latest=_time(slot.value.get("to")))
    return wish


def _with_amounts(wish: Wish, slots: Sequence[Slot]) -> Wish:
    for slot in slots:
        if slot.name == "people" and isinstance(slot.value, int) and slot.value > 0:
            wish = replace(wish, people=slot.value)
        elif slot.name == "budget" and isinstance(slot.value, dict) and "max" in slot.value:
            ceiling, currency = Decimal(str(slot.value["max"])), str(slot.value["currency"])
            wish = replace(wish, ceiling=ceiling, currency=currency, is_below=False)
    return wish


def _time(value: object) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else None


@cache
def _less() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in said(PART, "cheaper"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _asks_for_less(text: str) -> bool:
    return _less().search(fold(text)) is not None


def _below(wish: Wish, shown: Sequence[dict[str, Any]]) -> Wish:
    """Less than the least that was shown with a price."""
    prices = [(Decimal(one["price"]), one["currency"]) for one in shown if one.get("price")]
    if not prices:
        return wish
    price, currency = min(prices)
    return replace(wish, ceiling=price, currency=currency, is_below=True, named=())


def _choice(understood: Understanding, slots: Sequence[Slot], shown: Sequence[dict[str, Any]]) -> int | None:
    """A place in the list that was said, or the name of a business that stands in it and nothing else."""
    places = [slot.value for slot in slots if slot.name == "choice" and isinstance(slot.value, int)]
    if places:
        place = places[0] - 1 if places[0] > 0 else len(shown) + places[0]
        return place if 0 <= place < len(shown) else None
    named = keys_of(slots, "resource", BUSINESS)
    if len(named) != 1 or "question" in understood.cues or {slot.name for slot in slots} != {"resource"}:
        return None
    return next((place for place, one in enumerate(shown) if one["schema"] == named[0]), None)
