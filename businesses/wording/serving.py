"""When a dish is served, as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from businesses.ordering.serving import EVERY_DAY
from businesses.wording import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.ordering.serving import ServingWindow

A_WEEK, A_RANGE = 7, 3


def served(windows: Sequence[ServingWindow], country: str) -> str:
    """Such as "Monday to Friday 7:00-11:00, Saturday 8:00-13:00"; empty where there are none."""
    return ", ".join(
        " ".join(filter(None, (_weekdays(window.weekdays), moments.spans([(window.opens, window.closes)], country))))
        for window in windows
    )


def _weekdays(days: frozenset[int]) -> str:
    """A run of three days or more by its ends, round the weekend too; nothing for every day."""
    if days == EVERY_DAY:
        return ""
    first = next(day for day in sorted(days) if (day - 2) % A_WEEK + 1 not in days)
    run = [day for step in range(A_WEEK) if (day := (first + step - 1) % A_WEEK + 1) in days]
    names = [str(WEEKDAYS[day - 1]) for day in run]
    is_run = run == [(first + step - 1) % A_WEEK + 1 for step in range(len(run))]
    if is_run and len(run) >= A_RANGE:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return moments.joined(names)
