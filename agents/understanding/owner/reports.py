"""A report that is to be sent, once or regularly, or no more: which, of which days, how often, as what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from agents.understanding.owner.said import NOTHING, Said
from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.owner.words import Phrases
    from agents.understanding.time.mention import Mention
    from agents.understanding.types import Context

OF_REPORTS = frozenset({"report", "report_stop"})
KINDS = ("no_shows", "best_sellers", "conversations", "costs", "figures")
"""What a report is of; what is narrower comes first: "the figures of who did not come"."""
DAYS = ("last_week", "this_week", "last_month", "this_month", "yesterday")
FORMS = ("xlsx", "csv")
UNITS = ("day", "week", "month")


def report_in(phrases: Phrases, context: Context) -> Said:
    """Nothing, where the words do not say that a report is to be sent, or no more."""
    kind = next((kind for kind in KINDS if phrases.has(f"report_{kind}")), "")
    if not (kind or phrases.has("report_any")):
        return NOTHING
    if phrases.has("report_stops"):
        return Said(
            matter="report_stop", report=kind, **{"weekdays": _weekday(phrases, context)} | _time(phrases, context)
        )
    if not phrases.has("report_sends"):
        return NOTHING
    return Said(matter="report", report=kind, **_time(phrases, context), **_days(phrases, context))


def of_report(phrases: Phrases, context: Context) -> dict[str, Any]:
    """What may be more of one that is arranged: its days by name, how often, as what."""
    time, days = _time(phrases, context), _days(phrases, context)
    return {"days": days["days"], "every": time.get("every", ""), "form": days["form"]}


def _mentions(phrases: Phrases, context: Context) -> Iterable[Mention]:
    return resolve(phrases.text, now=context.now, timezone=context.timezone, language=phrases.language)


def _time(phrases: Phrases, context: Context) -> dict[str, Any]:
    """Every Monday, every day at eight; of what is stopped a bare weekday tells which."""
    for each in _mentions(phrases, context):
        if isinstance(each.value, Recurrence) and (each.value.weekdays or each.value.unit in UNITS):
            unit = "week" if each.value.weekdays else each.value.unit
            return {"every": unit, "weekdays": each.value.weekdays[:1], "at": each.value.at}
    return {}


def _weekday(phrases: Phrases, context: Context) -> tuple[int, ...]:
    for each in _mentions(phrases, context):
        if type(each.value) is date:
            return (each.value.isoweekday(),)
    return ()


def _days(phrases: Phrases, context: Context) -> dict[str, Any]:
    form = next((form for form in FORMS if phrases.has(f"report_{form}")), "")
    named = next((days for days in DAYS if phrases.has(f"days_{days}")), "")
    first, last = (None, None) if named else _span(phrases, context)
    return {"days": named, "first": first, "last": last, "form": form}


def _span(phrases: Phrases, context: Context) -> tuple[date | None, date | None]:
    """Dates of their own: of a month without a year the one that has begun."""
    today = context.now.astimezone(context.timezone).date()
    for each in _mentions(phrases, context):
        for value in (each.value, *each.alternatives):
            span = DateSpan(value, value) if type(value) is date else value
            if isinstance(span, DateSpan) and span.start and span.end and span.start <= today:
                return span.start, span.end
    return None, None
