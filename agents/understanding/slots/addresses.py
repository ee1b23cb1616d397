"""Where a visit is to come: street, number, flat and town, kept as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.slots.answers import answer
from agents.understanding.slots.streets import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_PLACE = re.compile(r",\s*(?:[^\W\d_][\w'’.-]*)(?:\s+[^\W\d_][\w'’.-]*){0,2}(?=\s*(?:[,.;!?\n]|$|[A-Z]{0,2}\d))")
_MOMENTS = frozenset({"date", "time", "datetime"})
_CUTS = frozenset({"date", "datetime", "datetime_range", "date_range"})


def find(reading: Reading, taken: Iterable[Slot]) -> list[Slot]:
    """One address: the answer where it was asked for, else what words announce or a street with what belongs to it."""
    known = tuple(taken)
    if "address" in reading.context.requested and (_is_open(reading) or _has_number(reading)):
        span = answer(reading, known)
        if span and _may_be_place(reading, *span):
            return [_slot(reading, *span, 0.9)]
    spans = [span for cue in reading.matches(patterns().announced) if (span := _announced(reading, cue.end()))]
    return [_slot(reading, *span, 0.85) for span in (spans or _streets(reading))[:1]]


def _slot(reading: Reading, start: int, end: int, confidence: float) -> Slot:
    return reading.slot("address", start, end, reading.text[start:end], confidence)


def _may_be_place(reading: Reading, start: int, end: int) -> bool:
    """With a number or a capital, and no day or hour in it: "thanks, bye" and "a plumber too, at 2pm" are none."""
    said = reading.text[start:end]
    is_time = any(one.start < end and start < one.end for one in reading.expressions if one.kind in _MOMENTS)
    return not is_time and any(letter.isdigit() or letter.isupper() for letter in said)


def _is_open(reading: Reading) -> bool:
    """Whether nothing but the address was asked for: then whatever is said is one."""
    return set(reading.context.requested) == {"address"}


def _has_number(reading: Reading) -> bool:
    """Whether a number stands in it that is no date, time or length."""
    return any(
        letter.isdigit() and not any(one.start <= place < one.end for one in reading.expressions)
        for place, letter in enumerate(reading.text)
    )


def _announced(reading: Reading, start: int) -> tuple[int, int] | None:
    """From the announcing words to the end of what goes on as an address does."""
    clause = patterns().clause.search(reading.folded, start)
    end = clause.start() if clause else len(reading.text)
    for mention in reading.expressions:
        if mention.kind in _CUTS and start + 1 < mention.start < end and reading.text[mention.start - 1] in " ,":
            end = mention.start
    first = reading.text.find(",", start, end)
    end = _continued(reading, first, end) if first > 0 else end
    end = start + len(patterns().hanging.sub("", reading.text[start:end]))
    said = reading.text[start:end]
    return (start, end) if any(letter.isdigit() for letter in said) or said.istitle() else None


def _continued(reading: Reading, start: int, last: int) -> int:
    """Past the flats, floors, codes and towns that follow a street."""
    end = start
    while end < last:
        match = patterns().more.match(reading.folded, end, last) or _town(reading, end, last)
        if match is None:
            break
        end = _end_of_town(reading, match)
    return end


def _end_of_town(reading: Reading, match: re.Match[str]) -> int:
    """Past its first word, and those that go on with it: "Frankfurt am Main", and not "roma una margherita"."""
    start, last = match.span("town") if "town" in match.groupdict() else (-1, -1)
    if start == last:
        return match.end()
    named = [(found.start(), found.end()) for found in _WORD.finditer(reading.text, start, last)]
    end, is_open = named[0][1], False
    for place, (first, final) in enumerate(named):
        word = reading.folded[first:final].strip(".")
        if place and not (is_open or word in patterns().in_town or reading.text[first].isupper()):
            break
        is_open = word in patterns().in_town or (place == 0 and word in patterns().town_opens)
        end = end if word in patterns().in_town else final
    return end


def _town(reading: Reading, start: int, last: int) -> re.Match[str] | None:
    """A town after a comma is written with a capital."""
    match = _PLACE.match(reading.text, start, last)
    is_name = match is not None and all(word[0].isupper() for word in match[0].strip(" ,").split()[:1])
    is_time = any(one.start < (match.end() if match else 0) and start < one.end for one in reading.expressions)
    return match if is_name and not is_time else None


def _streets(reading: Reading) -> list[tuple[int, int]]:
    found = [match for street in patterns().streets for match in reading.matches(street) if _is_street(reading, match)]
    found.sort(key=lambda match: (match.start(), match.start() - match.end()))
    return [(match.start(), _continued(reading, match.end(), len(reading.text))) for match in found]


def _is_street(reading: Reading, match: re.Match[str]) -> bool:
    """Names of streets have capitals; in small letters only words that are hardly anything else make one."""
    if any(one.kind in _CUTS and one.start < match.end() and match.start() < one.end for one in reading.expressions):
        return False  # "am Montag 7. Dezember"
    words = re.findall(r"[^\W\d_][\w'’-]*", reading.text[slice(*match.span())])
    capitals = sum(word[0].isupper() for word in words)
    if match.groupdict().get("direction") is not None:
        return bool(capitals == len(words))
    kind = match.groupdict().get("kind")
    if kind is None:
        is_plain = not reading.language.startswith("en") and not patterns().doubtful & {word.lower() for word in words}
        return capitals > 0 or is_plain or _POSTCODE.match(reading.text, match.end()) is not None
    return capitals * 2 >= len(words) or (kind in patterns().sure and "minute" not in words)


_WORD = re.compile(r"[^\s,]+")
_POSTCODE = re.compile(r"\s*,?\s*\d{5}\b")


def numbered(reading: Reading) -> Iterator[tuple[int, int]]:
    """Flats, rooms, floors and extensions: their numbers are no hours and no people."""
    for match in reading.matches(patterns().numbered):
        yield match.span()
