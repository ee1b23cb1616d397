"""The mail about several dates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.languages import language_for
from workflows.mail.calendar import calendar_of
from workflows.mail.facts import facts_of
from workflows.mail.rendering import RenderedMail, written
from workflows.models import MailKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from businesses.models import Booking


def render_series(bookings: Sequence[Booking], kind: MailKind, *, written_at: datetime) -> RenderedMail:
    """All the dates, in order, in the customer's language; the calendar has an entry for each."""
    with translation.override(language_for(bookings[0])):
        dates = [facts_of(each) for each in bookings]
        context = {
            "facts": dates[0],
            "dates": dates,
            "kind": kind.value,
            "headline": _headline(kind, len(dates)),
            "is_bad_news": kind is MailKind.SERIES_CANCELLED,
            "is_coming": kind is not MailKind.SERIES_CANCELLED,
        }
        said = {"headline": context["headline"], "service": dates[0].service, "business": dates[0].business}
        subject = _("%(headline)s: %(service)s at %(business)s") % said
        return written("series", subject, context, calendar=calendar_of(dates, written_at=written_at))


def _headline(kind: MailKind, count: int) -> str:
    patterns = {
        MailKind.SERIES_BOOKED: ngettext("%(count)d date booked", "%(count)d dates booked", count),
        MailKind.SERIES_MOVED: ngettext("%(count)d date has a new time", "%(count)d dates have a new time", count),
        MailKind.SERIES_CANCELLED: ngettext("%(count)d date cancelled", "%(count)d dates cancelled", count),
    }
    return patterns[kind] % {"count": count}
