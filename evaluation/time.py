"""Mark 3: dates and times against the Recognizers-Text English model tests (microsoft/Recognizers-Text, MIT).

A point is a result of type date, time or datetime.  It counts as exact when a mention has its very span and type and
the source's value: the coming one where the source lists a past and a coming value, both halves of the day where it
lists both.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from agents.understanding.time import Mention, resolve
from evaluation.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = 0.85
_FILE = "recognizers_text/datetime_model_en.jsonl.gz"
_KINDS = ("date", "time", "datetime")
_ZONE = ZoneInfo("UTC")
_UNDATED = "2016-11-07T00:00:00"
_DATE_LENGTH = len("2016-11-07")


@dataclass(frozen=True, slots=True)
class Point:
    """One expected result: half-open span, type, and the source's values (none where it does not resolve)."""

    text: str
    now: datetime
    kind: str
    start: int
    end: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    point: Point
    reason: str
    found: tuple[Mention, ...]

    @property
    def exact(self) -> bool:
        return not self.reason


def evaluate(data_dir: Path) -> list[Figure]:
    """The share of points exactly resolved, per type and over all, every miss in the detail."""
    outcomes = [judge(point) for point in points(data_dir)]
    misses = [outcome for outcome in outcomes if not outcome.exact]
    kinds = Counter(outcome.reason for outcome in misses)
    detail = "\n".join([f"{len(outcomes)} points; misses: {dict(kinds)}", *map(told, misses)])
    figures = [Figure("time.points_exact", _share(outcomes), MARK, detail)]
    for kind in _KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.point.kind == kind]
        figures.append(Figure(f"time.{kind}_exact", _share(of_kind), None, f"{len(of_kind)} points"))
    return figures


def _share(outcomes: list[Outcome]) -> float:
    return sum(outcome.exact for outcome in outcomes) / max(len(outcomes), 1)


def points(data_dir: Path) -> Iterator[Point]:
    with gzip.open(data_dir / _FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            reference = (row.get("Context") or {}).get("ReferenceDateTime", _UNDATED)
            now = datetime.fromisoformat(reference).replace(tzinfo=_ZONE)
            for result in row["Results"]:
                kind = result["TypeName"].rpartition(".")[2]
                if kind in _KINDS:
                    yield _point(row["Input"], now, kind, result)


def _point(text: str, now: datetime, kind: str, result: dict[str, Any]) -> Point:
    values = [entry["value"] for entry in result["Resolution"]["values"]]
    known = tuple(value for value in values if value != "not resolved")
    return Point(text, now, kind, result["Start"], result["End"] + 1, known)


def judge(point: Point) -> Outcome:
    found = resolve(point.text, now=point.now, timezone=_ZONE)
    at_span = [mention for mention in found if (mention.start, mention.end) == (point.start, point.end)]
    of_kind = [mention for mention in at_span if mention.kind == point.kind]
    if not of_kind:
        overlapping = any(mention.start < point.end and point.start < mention.end for mention in found)
        return Outcome(point, "type" if at_span else "span" if overlapping else "not found", found)
    return Outcome(point, "" if _agrees(point, of_kind[0]) else "value", found)


def _agrees(point: Point, mention: Mention) -> bool:
    ours = [spelled(value) for value in (mention.value, *mention.alternatives) if value is not None]
    if not point.values:
        return not ours
    return bool(ours) and ours[0] in point.values and set(coming(point)) <= set(ours)


def coming(point: Point) -> tuple[str, ...]:
    """Of values that differ by past and future the first not before the reference's day, per time of day."""
    chosen: dict[str, str] = {}
    today = point.now.date().isoformat()
    for value in sorted(point.values, reverse=True):
        at = value[_DATE_LENGTH:] if point.kind == "datetime" else value if point.kind == "time" else ""
        if at not in chosen or value[:_DATE_LENGTH] >= today:
            chosen[at] = value
    return tuple(chosen.values())


def spelled(value: object) -> str:
    """A value as the source writes it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def told(outcome: Outcome) -> str:
    """One line a person can read."""
    point = outcome.point
    ours = "; ".join(f"{each.kind} '{each.text}' = {_readings(each)}" for each in outcome.found) or "nothing"
    expected = f"{point.kind} '{point.text[point.start : point.end]}' = {'/'.join(point.values) or 'nothing'}"
    return f"[{outcome.reason}] {point.text!r} at {point.now:%Y-%m-%d %H:%M}: expected {expected}; found {ours}"


def _readings(mention: Mention) -> str:
    return "/".join(spelled(each) for each in (mention.value, *mention.alternatives))
