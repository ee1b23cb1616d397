"""Reasons for a refusal, in a sentence for the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.clock import short_day

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.availability.intervals import Interval
    from businesses.availability.refusals import Unavailable


def _moment(moment: datetime | None, clock: str) -> str:
    return "" if moment is None else f"{short_day(moment)} {time_format(moment, clock)}"


def _spans(openings: tuple[Interval, ...], clock: str) -> str:
    return ", ".join(f"{time_format(each.start, clock)}-{time_format(each.end, clock)}" for each in openings)


def _of_party(refusal: Unavailable) -> str | None:
    limit = refusal.limit or 1
    if refusal.kind == "too_large":
        text = ngettext("We take one person at a time.", "We can take up to %(limit)d people together.", limit)
        return text % {"limit": limit}
    if refusal.kind == "too_small":
        text = ngettext("This is for at least %(limit)d person.", "This is for at least %(limit)d people.", limit)
        return text % {"limit": limit}
    if refusal.kind == "ask_staff":
        return _("Groups of more than %(limit)d are arranged with our staff.") % {"limit": limit}
    return None


def _of_opening(refusal: Unavailable, clock: str) -> str | None:
    if refusal.kind == "closed":
        return (
            _("We are closed that day: %(note)s.") % {"note": refusal.note}
            if refusal.note
            else _("We are closed that day.")
        )
    if refusal.kind == "outside_hours":
        return _("We are not open at that time. That day we are open %(hours)s.") % {
            "hours": _spans(refusal.openings, clock)
        }
    if refusal.kind == "too_long_before_closing":
        if refusal.boundary is None:
            return _("It takes longer than we are open that day.")
        latest = time_format(refusal.boundary, clock)
        return _("That would run past closing. The latest start is %(latest)s.") % {"latest": latest}
    return None


def explain(refusal: Unavailable, *, clock: str = "H:i") -> str:
    """The reason in the active language; times are in the business's zone, in the format of ``clock_format``."""
    boundary = _moment(refusal.boundary, clock)
    others = {
        "no_resource": _("This cannot be booked at the moment."),
        "nonexistent_time": _("That time does not exist on that day: the clocks go forward."),
        "past": _("That time has passed.") if refusal.at else _("No time is left on that day."),
        "too_soon": _("That is too soon. The earliest is %(earliest)s.") % {"earliest": boundary},
        "too_far": _("That is too far ahead. We book until %(latest)s.") % {"latest": boundary},
        "full": _("Everything is taken then."),
    }
    return _of_party(refusal) or _of_opening(refusal, clock) or others[refusal.kind]
