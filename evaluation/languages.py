"""Marks 8 and 9: party sizes and moments in English, German and Italian bookings (xSID's restaurants, CC BY-SA 4.0).

A party is right when its number is the labelled one; a moment is found when a day, an hour or a length with a value
stands where the label is. Moments of the set's other intents (weather, alarms, reminders) are told without a mark.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from agents.understanding.numbers import find_numbers
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.types import Context
from evaluation.figure import Figure
from training.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from agents.understanding.types import Slot

PARTIES, MOMENTS = 0.95, 0.90
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 4, 12, tzinfo=ZONE)
LANGUAGES = ("en", "de", "it")
BOOKING = "BookRestaurant"
_WHEN = frozenset({"date", "time", "duration"})


def evaluate(data: Path) -> list[Figure]:
    """The three figures of each language whose file is there."""
    known = [language for language in LANGUAGES if (data / "xsid" / f"{language}.jsonl.gz").exists()]
    return [figure for language in known for figure in _figures(language, rows(data, f"xsid/{language}"))]


def _figures(language: str, every: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    booked = [row for row in every if row["intent"] == BOOKING]
    others = [row for row in every if row["intent"] != BOOKING]
    yield _share(f"xsid {language} party sizes", [one for row in booked for one in _parties(row, language)], PARTIES)
    yield _share(f"xsid {language} moments", [one for row in booked for one in _moments(row, language)], MOMENTS)
    yield _share(f"xsid {language} other moments", [one for row in others for one in _moments(row, language)], None)


def _share(name: str, outcomes: Sequence[tuple[bool, str]], mark: float | None) -> Figure:
    right = sum(is_right for is_right, _ in outcomes)
    missed = "; ".join(said for is_right, said in outcomes if not is_right) if mark else ""
    detail = f"{right} of {len(outcomes)}" + (f"; missed: {missed}" if missed else "")
    return Figure(name, right / len(outcomes) if outcomes else 0.0, mark, detail)


def _parties(row: dict[str, Any], language: str) -> Iterator[tuple[bool, str]]:
    for _, _, said in _labels(row, "party_size_number"):
        gold = {number.value for number in find_numbers(said, language)}
        yield any(slot.name == "people" and slot.value in gold for slot in _read(row, language)), repr(said)


def _moments(row: dict[str, Any], language: str) -> Iterator[tuple[bool, str]]:
    found = [slot for slot in _read(row, language) if slot.name in _WHEN and (slot.value or slot.alternatives)]
    for start, end, said in _labels(row, "datetime"):
        yield any(slot.start < end and start < slot.end for slot in found), repr(said)


def _labels(row: dict[str, Any], name: str) -> Iterator[tuple[int, int, str]]:
    for label in row["labels"]:
        if label["slot"] == name:
            yield label["start"], label["end"], row["text"][label["start"] : label["end"]]


def _read(row: dict[str, Any], language: str) -> tuple[Slot, ...]:
    context = Context(now=NOW, timezone=ZONE, category="food", locale=language)
    return find_slots(Reading(row["text"], language, context))
