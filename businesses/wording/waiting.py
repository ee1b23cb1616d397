"""What somebody waits for, as people say it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.wording.moments import clock, day, moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from businesses.models import Waiting

MOST_OF_A_DAY = timedelta(hours=18)
"""A window this long was never narrowed by anybody."""


def window(waiting: Waiting, zone: ZoneInfo, country: str) -> str:
    """Such as "Saturday 28 November, between 19:00 and 21:00"; of an open window only the day."""
    first, last = waiting.earliest_at.astimezone(zone), waiting.latest_at.astimezone(zone)
    if first == last:
        return moment(first, country)
    if last - first >= MOST_OF_A_DAY:
        return _("%(day)s, at any time") % {"day": day(waiting.day)}
    told = {"day": day(waiting.day), "first": clock(first, country), "last": clock(last, country)}
    return _("%(day)s, between %(first)s and %(last)s") % told
