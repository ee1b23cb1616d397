"""The reports of what this app and those below it know: a week, a month, those who did not come, what sells best."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesses.clock import short_day
from businesses.dashboard.figures import Unit, share
from businesses.dashboard.rows import LISTS
from businesses.models import BookingSource
from businesses.wording.moments import clock
from reports.contents import Column, Content, Table, chosen, table_of
from reports.periods import Days
from reports.registry import ANY_DAYS, Template
from tenants.context import current_business
from tenants.permissions import Permission

if TYPE_CHECKING:
    from businesses.dashboard.queries import Dashboard
    from businesses.models import Booking

MOST_LISTED = 500
"""Rows of a list; of more, how many there are besides is told."""
NOT_COME = next(each for each in LISTS if each.key == "no_shows")
"""The list that the dashboard opens behind its figure."""
WEEK, MONTH, CHOSEN, NO_SHOWS, BEST_SELLERS = "week", "month", "days", "no_shows", "best_sellers"


def everything(found: Dashboard) -> Content:
    return Content(
        figures=found.figures,
        tables=tuple(table_of(each) for each in found.sellers),
        fullness=found.occupancy.now,
    )


def best_sellers(found: Dashboard) -> Content:
    money = [each.key for each in found.figures if each.unit is Unit.MONEY]
    tables = tuple(table_of(each) for each in found.sellers)
    return Content(figures=chosen(found.figures, *money, "orders", "bookings"), tables=tables or (nothing_sold(),))


def nothing_sold() -> Table:
    return Table(
        title=_("Best sellers"), columns=(), rows=(), empty=_("Nothing was sold or booked by name in these days.")
    )


def no_shows(found: Dashboard) -> Content:
    """Each of them by day and hour, and by weekday; by reference and not by name: mails travel, and files are kept."""
    stretch = found.comparison.now
    bookings = list(NOT_COME.find(stretch))
    days = [stretch.day_of(each.starts_at) for each in bookings]
    listed = [_as_row(each, short_day(day)) for each, day in zip(bookings, days, strict=True)]
    rest = len(listed) - MOST_LISTED
    return Content(
        figures=chosen(found.figures, "no_shows", "bookings", "cancelled"),
        tables=(
            by_weekday(Counter(day.isoweekday() for day in days), len(listed)),
            Table(
                title=_("Each of them"),
                columns=(
                    Column(_("Day"), width=3),
                    Column(_("Time"), width=2),
                    Column(_("Service"), width=5),
                    Column(_("People"), Unit.COUNT, width=2),
                    Column(_("Booked by"), width=3),
                    Column(_("Booking"), width=2),
                ),
                rows=tuple(listed[:MOST_LISTED]),
                empty=_("Everybody came."),
                note=_("%(count)d more are on the page of figures.") % {"count": rest} if rest > 0 else "",
            ),
        ),
    )


def _as_row(booking: Booking, day: str) -> tuple[str, str, str, int, str, str]:
    business = current_business()
    at = clock(booking.starts_at.astimezone(business.zone), business.country)
    source = BookingSource(booking.source).label
    return day, at, booking.service.name, booking.party_size, str(source), booking.reference


def by_weekday(counted: Counter[int], total: int) -> Table:
    return Table(
        title=_("By weekday"),
        columns=(Column(_("Weekday"), width=2), Column(_("Did not come"), Unit.COUNT), Column(_("Share"), Unit.SHARE)),
        rows=tuple(
            (str(WEEKDAYS[day - 1]), counted[day], share(Decimal(counted[day]), total))
            for day in range(1, 8)
            if counted[day]
        ),
        empty=_("Everybody came."),
    )


OWN = (
    Template(
        key=WEEK,
        position=1,
        title=gettext_lazy("Figures of a week"),
        about=gettext_lazy("Every figure day by day, how full the hours were, and what sold best."),
        compose=everything,
        days=(Days.LAST_WEEK, Days.THIS_WEEK),
    ),
    Template(
        key=MONTH,
        position=2,
        title=gettext_lazy("Figures of a month"),
        about=gettext_lazy("Every figure day by day, how full the hours were, and what sold best."),
        compose=everything,
        days=(Days.LAST_MONTH, Days.THIS_MONTH),
    ),
    Template(
        key=CHOSEN,
        position=3,
        title=gettext_lazy("Figures of other days"),
        about=gettext_lazy("Every figure day by day, how full the hours were, and what sold best."),
        compose=everything,
        days=(Days.YESTERDAY, Days.OWN),
    ),
    Template(
        key=NO_SHOWS,
        position=4,
        title=gettext_lazy("No-shows"),
        about=gettext_lazy("Who did not come, by weekday and one by one, by reference."),
        compose=no_shows,
        permissions=frozenset({Permission.FIGURES_VIEW, Permission.BOOKINGS_VIEW}),
        days=(Days.THIS_WEEK, *(each for each in ANY_DAYS if each is not Days.THIS_WEEK)),
    ),
    Template(
        key=BEST_SELLERS,
        position=5,
        title=gettext_lazy("Best sellers"),
        about=gettext_lazy("What is ordered and booked most, and what it brings in."),
        compose=best_sellers,
        days=(Days.LAST_MONTH, *(each for each in ANY_DAYS if each is not Days.LAST_MONTH)),
    ),
)
