"""What a member's words ask for: something made, and which; or an answer. By the words of their language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from agents.understanding.owner.words import Phrases
from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, DateTimeSpan
from agents.understanding.tokens import fold
from artifacts.kinds import Kind
from knowledge.languages import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.understanding.time.mention import Value
    from businesses.desk import Desk

KINDS = (
    Kind.CHECKLIST, Kind.CHART, Kind.MENU_TEXT, Kind.TABLE, Kind.SOCIAL_POST, Kind.MAIL, Kind.DOCUMENT,
)  # fmt: skip
"""What is narrower comes first: "a text for the menu" names the menu, too."""
SUBJECTS = (
    "menu", "services", "bookings", "orders", "revenue", "opening", "closing", "party", "closing_day", "offer", "dish",
    "hours",
)  # fmt: skip
EDGE = 2
"""Words before what is to be made, where no verb says so: "a checklist for opening"."""


class Words(Phrases):
    part = "artifacts"


@dataclass(frozen=True, slots=True)
class Reading:
    """``subjects`` are the sections of words that were said; ``topic`` what is left without the words around it.

    ``days`` are the days named, each as first and last, the likeliest first.
    """

    text: str
    language: str
    kind: Kind | None
    is_wish: bool
    subjects: frozenset[str]
    items: tuple[int, ...]
    topic: str
    days: tuple[tuple[date, date], ...]


def read(text: str, *, desk: Desk, now: datetime, spoken: str) -> Reading:
    """``spoken`` is the language of the page, for texts that do not tell theirs."""
    language = language_of(text, spoken)
    words = Words(text, language, spoken)
    kind = next((each for each in KINDS if words.has(str(each))), None)
    is_question = text.rstrip().endswith("?")
    makes = words.has("makes")
    starts = kind is not None and any(len(text[:start].split()) <= EDGE for start, _end in words.spans(str(kind)))
    mentions = resolve(text, now=now, timezone=desk.business.zone, language=language)
    return Reading(
        text=text,
        language=language,
        kind=kind,
        is_wish=makes or (starts and not is_question),
        subjects=frozenset(each for each in SUBJECTS if words.has(each)),
        items=tuple(_items(text, desk)),
        topic=_topic(text, words, kind),
        days=tuple(days for each in mentions for value in (each.value, *each.alternatives) for days in _days(value)),
    )


def _topic(text: str, words: Words, kind: Kind | None) -> str:
    """The text without the words that ask for it, and without small words before and after."""
    sections = ["makes", *([str(kind)] if kind else [])]
    left, at = "", 0
    for start, end in words.spans(*sections):
        left += f"{text[at : max(at, start)]} "
        at = max(at, end)
    kept = re.sub(r"[.!?]+\s*$", "", left + text[at:]).split()
    small = Words(" ".join(kept), *words.languages)
    is_small = [any(start == 0 and end == len(each) for start, end in _alone(each, small)) for each in kept]
    while is_small and is_small[0]:
        kept, is_small = kept[1:], is_small[1:]
    while is_small and is_small[-1]:
        kept, is_small = kept[:-1], is_small[:-1]
    return " ".join(kept)


def _alone(word: str, of: Words) -> list[tuple[int, int]]:
    return Words(word, *of.languages).spans("small")


def _items(text: str, desk: Desk) -> Iterator[int]:
    """The dishes named, by name or alias, the longest first: "pizza margherita" is not also "margherita"."""
    folded = fold(text)
    named = [(fold(name), item.id) for item in desk.items for name in (item.name, *item.aliases) if name.strip()]
    found: list[int] = []
    for name, key in sorted(named, key=lambda each: -len(each[0])):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, folded):
            folded = re.sub(pattern, " ", folded)
            found.append(key)
    yield from dict.fromkeys(found)


def _days(value: Value | None) -> Iterator[tuple[date, date]]:
    if isinstance(value, datetime):
        yield value.date(), value.date()
    elif isinstance(value, date):
        yield value, value
    elif isinstance(value, DateSpan) and value.start and value.end:
        yield value.start, value.end
    elif isinstance(value, DateTimeSpan) and value.start and value.end:
        yield value.start.date(), value.end.date()
