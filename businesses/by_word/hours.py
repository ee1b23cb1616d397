"""Spans of a day after one of its hours was moved, and the rows of the hours that say so."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from businesses.availability.openings import WEEK
from businesses.by_word.errors import HoursNotSaid
from businesses.exchange.cells import clock
from businesses.exchange.sheets import Line, Sheet
from businesses.exchange.tables import EXCEPTIONS, HOURS
from businesses.models import WeeklyHours
from businesses.models.hours import Weekday
from businesses.queries import hours_book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from businesses.availability.openings import Span
    from businesses.by_word.wishes import HoursOnDays, WeekHours
    from businesses.exchange.rules import Cells

SMALL_HOURS = time(6)
"""A closing up to then, before the day's opening, is of the night after."""
LONGEST = 92
"""Days that may be given other hours in one breath: a season."""


def moved(spans: tuple[Span, ...], opens: time | None, closes: time | None) -> tuple[Span, ...]:
    """The day with its opening, its closing or both as said.

    What lies wholly outside the new hours falls away: a lunch, where the day begins in the evening. Raises
    ``HoursNotSaid`` for a day that was closed, which needs both, and where nothing would be left of the day.
    """
    if opens and closes:
        return ((opens, closes),)
    if not spans:
        raise HoursNotSaid
    kept = [span for span in spans if opens is None or runs_past(span, opens)]
    kept = [span for span in kept if closes is None or not is_over_before(span, closes, spans[0][0])]
    if not kept or (closes and SMALL_HOURS < closes <= kept[0][0]):
        raise HoursNotSaid
    return ((opens, kept[0][1]), *kept[1:]) if opens else (*kept[:-1], (kept[-1][0], closes or kept[-1][1]))


def runs_past(span: Span, at: time) -> bool:
    """Whether the span is not over when the clock shows this."""
    opens, closes = span
    return at < closes or closes <= opens


def is_over_before(span: Span, closes: time, first: time) -> bool:
    """Whether a day that closes then does not reach the span; an hour before the day's first is of the night after."""
    return first < closes <= span[0]


def exceptions_for(wish: HoursOnDays) -> list[Sheet]:
    days = [wish.first + timedelta(days=each) for each in range(min((wish.last - wish.first).days, LONGEST - 1) + 1)]
    book = hours_book(wish.first, len(days))
    is_closed = wish.opens is None and wish.closes is None
    cells: list[Cells] = []
    for day in days:
        if not is_closed and not book.on(day) and len(days) > 1:
            continue  # of a week that opens later, the day off stays one
        spans = () if is_closed else moved(book.on(day), wish.opens, wish.closes)
        cells += [{"date": day.isoformat(), **as_cells(span)} for span in spans] or [closed_on(day)]
    return [Sheet(EXCEPTIONS, numbered(cells))]


def closed_on(day: date) -> Cells:
    return {"date": day.isoformat(), "opens": "", "closes": ""}


def week_for(wish: WeekHours, today: date) -> list[Sheet]:
    """The week that holds then, with these days changed; one with a first day of its own is written whole."""
    since = wish.since if wish.since and wish.since > today else None
    week = hours_book(since or today, 1).weekly
    begins = since.isoformat() if since else begun(today)
    meant = wish.weekdays or tuple(day for day in range(1, WEEK + 1) if week.get(day))
    is_closed = wish.opens is None and wish.closes is None
    cells: list[Cells] = []
    emptied = set()
    for weekday in range(1, WEEK + 1) if since else meant:
        spans = week.get(weekday, ())
        if weekday in meant:
            spans = () if is_closed else moved(spans, wish.opens, wish.closes)
        name = Weekday(weekday).name.lower()
        cells += [{"valid_from": begins, "weekday": name, **as_cells(span)} for span in spans]
        emptied.add((begins, name))
    return [Sheet(HOURS, numbered(cells), frozenset(emptied))]


def begun(today: date) -> str:
    """The first day of the week that holds today, as files tell it; empty for the first week there was."""
    begun = (
        WeeklyHours.objects.filter(valid_from__lte=today).order_by("-valid_from").values_list("valid_from", flat=True)
    )
    found = begun.first()
    return found.isoformat() if found else ""


def as_cells(span: Span) -> Cells:
    return {"opens": clock(span[0]), "closes": clock(span[1])}


def numbered(rows: Iterable[Cells]) -> list[Line]:
    return [Line(number, cells) for number, cells in enumerate(rows, 1)]
