"""The expressions of time in a message, as the resolver reads them, and "evening 5", which it reads in two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.party import words
from agents.understanding.time import resolve
from languages import choices, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.time.mention import Mention

_PART_THEN_HOUR = re.compile(
    r"\b(?P<part>morning|afternoon|evening|night) (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\b"
    r"(?! ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
    r"(?! ?(?:st|nd|rd|th|people|persons?|guests?|of us|[ap]\.?m|o'clock|[:.]\d)\b)"
)
PART = "moving"
_COUNTING = frozenset({"", "food"})
"""Where parties are counted: a bare number may be one."""
_CLEAR = re.compile(r"\d ?[ap]\.?m\b|[a-z] [ap]\.?m\b|in the (?:morning|afternoon|evening)|o'clock|\d:\d\d")
_PART = re.compile(r"\b(?!this )\w{3,} (?:morning|afternoon|evening|night|lunch)")
_CLOCKS = frozenset({"time", "datetime", "time_range", "datetime_range"})
_DIGIT_OR_WORD = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")


def expressions(reading: Reading) -> tuple[Mention, ...]:
    """From left to right."""
    found = _in_place(reading, reading.resolved)
    for turned in (*_turned(reading), *_moved_to(reading, found)):
        found = [one for one in found if one.end <= turned.start or one.start >= turned.end or _has_date(one)]
        found.append(turned)
    return tuple(sorted(found, key=lambda mention: mention.start))


def read_alone(reading: Reading, text: str, slot: str) -> tuple[Mention, ...]:
    """A stretch of the message by itself, as the answer to a question for the slot; offsets are into the stretch."""
    return tuple(_in_place(reading, resolved(reading, text, (slot,))))


def part_saying(slot: str, reading: Reading, mention: Mention) -> tuple[int, str]:
    """Where in "tuesday 8 am" the day, or the time, is said; the whole of an expression that does not divide."""
    cuts = [match.start() for match in re.finditer(r"\s", mention.text)]
    for cut in cuts:
        for start, end in ((0, cut), (cut + 1, len(mention.text))):
            part = mention.text[start:end]
            alone = read_alone(reading, part, slot)
            if len(alone) == 1 and alone[0].kind in {slot, f"{slot}_range"}:
                return mention.start + start + alone[0].start, alone[0].text
    return mention.start, mention.text


def is_clear_clock(mention: Mention) -> bool:
    """A clock time that could hardly be anything else: "4 pm", "three in the afternoon", "between 6 and 8 pm"."""
    text = mention.text.lower()
    is_read = mention.value is not None or bool(mention.alternatives)
    is_clock = mention.kind in _CLOCKS and _DIGIT_OR_WORD.search(text) is not None
    return is_read and is_clock and _CLEAR.search(text) is not None


def is_bounded(mention: Mention) -> bool:
    """A stretch of a day with an hour at its end, such as "tonight before 7"; "tonight" alone has none."""
    return mention.kind == "datetime_range" and _DIGIT_OR_WORD.search(mention.text.lower()) is not None


def names_part(mention: Mention) -> bool:
    """A part of a named day: "thursday afternoon"."""
    return mention.kind == "datetime_range" and _PART.search(mention.text.lower()) is not None


def _turned(reading: Reading) -> Iterator[Mention]:
    """ "Evening 5" turned into "5:00 in the evening"."""
    for match in reading.matches(_PART_THEN_HOUR) if reading.language == "en" else ():
        part = "at night" if match["part"] == "night" else f"in the {match['part']}"
        for mention in resolved(reading, f"{match['hour']}:{match['minute'] or '00'} {part}", ("time",)):
            if mention.kind == "time" and mention.value is not None:
                yield replace(mention, start=match.start(), end=match.end(), text=reading.text[slice(*match.span())])
                break


def _moved_to(reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
    for start, end in _hours_told(reading):
        if any(one.start < end and start < one.end for one in found):
            continue
        alone = resolved(reading, reading.text[start:end], ("time",))
        if len(alone) == 1 and alone[0].kind == "time" and alone[0].end == end - start:
            yield replace(alone[0], start=start, end=end)


def _hours_told(reading: Reading) -> Iterator[tuple[int, int]]:
    anchor = reading.context.anchor
    if anchor is None or anchor.at is None:
        return
    moved, made = _moving(known(reading.language))
    for match in reading.matches(moved):
        yield match.span("hour" if match["hour"] else "later")
    for match in reading.matches(made) if reading.context.category not in _COUNTING else ():
        yield match.span("hour")


@cache
def _moving(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """To where a booking is moved, and what is rather made of it: a bare number there is an hour, once there is a
    booking with one.
    """

    def said(section: str) -> str:
        return choices(PART, section, code)

    no_hour = rf"(?!{words(code).persons.pattern}|\s*(?:[.:/]\d|(?:st|nd|rd|th)\b))"
    moved = (
        rf"\b{said('moves')}\b[^.!?]{{0,40}}?\b{said('to')}\s+(?P<hour>\d{{1,2}}|[a-z]{{3,6}})\b{no_hour}"
        rf"|\b{said('to')}\s+(?P<later>\d{{1,2}})\s+{said('moves_behind')}\b"
    )
    made = rf"\b{said('makes')}\s+(?:{said('at')}\s+)?(?P<hour>\d{{1,2}})\b{no_hour}"
    return re.compile(moved), re.compile(made)


def _has_date(mention: Mention) -> bool:
    return "date" in mention.kind


def resolved(reading: Reading, text: str, requested: Sequence[str]) -> tuple[Mention, ...]:
    """A text as the resolver reads it here and now, what hangs on nothing included."""
    context = reading.context
    return resolve(
        text, now=context.now, timezone=context.timezone, language=reading.language, hours=context.hours,
        requested=tuple(requested), anchor=context.anchor,
    )  # fmt: skip


def _in_place(reading: Reading, found: Iterable[Mention]) -> list[Mention]:
    return list(found) if reading.context.anchor else [one for each in found for one in _standing(each)]


def _standing(mention: Mention) -> Iterator[Mention]:
    """What a mention says where nothing is talked about: "the day after" is after no day, "at 8" beside it stands."""
    if not mention.beside:
        yield mention
    elif mention.kind == "datetime" and "time" not in mention.beside:
        said = (mention.value, *mention.alternatives) if mention.value else mention.alternatives
        times = tuple(dict.fromkeys(one.time() for one in said if isinstance(one, datetime)))
        yield replace(mention, kind="time", value=times[0] if mention.value else None, alternatives=times)
