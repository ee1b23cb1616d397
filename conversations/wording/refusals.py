"""Why a time cannot be had, told from the real reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.clock import day_with_year
from businesses.naming import called
from businesses.wording import moments

if TYPE_CHECKING:
    from businesses.availability.refusals import Unavailable
    from businesses.desk import BusinessFacts, ServiceFacts

MINUTE = timedelta(minutes=1)


def explained(refusal: Unavailable, service: ServiceFacts, business: BusinessFacts) -> str:
    """One sentence with what a person needs to choose differently."""
    country = business.country
    day = day_with_year if refusal.kind == "past" else moments.day  # its year may be what was wrong
    told = {
        "day": day(refusal.day) if refusal.day else "",
        "time": moments.clock(refusal.at, country) if refusal.at else "",
        "hours": moments.spans([(each.start, each.end) for each in refusal.openings], country),
        "boundary": moments.moment(refusal.boundary, country) if refusal.boundary else "",
        "boundary_day": moments.day(refusal.boundary.date()) if refusal.boundary else "",
        "boundary_time": moments.clock(refusal.boundary, country) if refusal.boundary else "",
        "duration": moments.duration(int(refusal.stay / MINUTE) if refusal.stay else service.minutes),
        "service": called(service.name),
        "limit": str(refusal.limit or ""),
        "note": f" ({refusal.note})" if refusal.note else "",
    }
    return _sentence(refusal) % told


def _sentence(refusal: Unavailable) -> str:
    if refusal.kind == "full" and not refusal.at:
        return _("%(day)s is fully booked.")
    if refusal.kind in {"past", "too_soon"} and not refusal.at:
        return _("There is nothing left to book on %(day)s.")
    if refusal.kind == "outside_hours" and not refusal.openings:
        return _("We're closed on %(day)s%(note)s.")
    return {
        "closed": _("We're closed on %(day)s%(note)s."),
        "past": _("%(time)s on %(day)s has already passed."),
        "too_soon": _("That is too soon for us: the earliest I can book is %(boundary)s."),
        "too_far": _("I can book until %(boundary_day)s, not further ahead."),
        "outside_hours": _("We're not open at %(time)s on %(day)s. Our hours that day are %(hours)s."),
        "too_long_before_closing": _(
            "We keep %(duration)s for that, so the last start on %(day)s is %(boundary_time)s."
        ),
        "nonexistent_time": _("The clocks change on %(day)s and %(time)s does not exist that night."),
        "full": _("%(time)s on %(day)s is already taken."),
        "too_small": _("We can book that from %(limit)s up."),
        "too_large": _("The largest group I can book is %(limit)s."),
        "ask_staff": _("I can book up to %(limit)s on my own."),
        "no_resource": _("%(service)s can't be booked online at the moment."),
    }[refusal.kind]


def no_such_day(text: str) -> str:
    return _("There is no such day: %(day)s.") % {"day": text}


def closed_day(refusal_day: str, note: str, next_day: str) -> str:
    closed = _("We're closed on %(day)s%(note)s.") % {"day": refusal_day, "note": f" ({note})" if note else ""}
    following = _("The next day we're open is %(day)s.") % {"day": next_day} if next_day else ""
    return f"{closed} {following}".strip()
