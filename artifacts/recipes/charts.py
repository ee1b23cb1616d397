"""Charts of the dashboard's figures, day by day: the same numbers the page of figures shows for the same days."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.blocks import heading, table
from artifacts.errors import NothingToSay
from artifacts.kinds import Kind
from artifacts.recipes.rows import mark
from artifacts.recipes.values import Made, Recipe
from artifacts.sources import Source
from businesses.dashboard.figures import for_programs
from businesses.dashboard.periods import LONGEST, own_periods
from businesses.dashboard.queries import dashboard_of
from businesses.wording import moments
from tenants.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from artifacts.recipes.values import Setting
    from businesses.dashboard.periods import Period

USUAL_DAYS = 28
"""Of a chart for which no days are named: the last, today included."""


def chart(key: str, setting: Setting) -> Made:
    period, before = own_periods(*_days(setting))
    figure = next((each for each in dashboard_of(period, before).figures if each.key == key), None)
    if figure is None or len(figure.days) < 2 or not any(day.value or day.before for day in figure.days):
        raise NothingToSay(_("Nothing was recorded on these days that could be drawn. Name other days."))
    told = {"what": figure.title, "first": moments.day(period.first), "last": moments.day(period.last)}
    title = _("%(what)s day by day, %(first)s to %(last)s") % told
    source = Source(1, "rows", _("Figures of these days"), address=f"/staff/figures/?{_asked(period)}")
    shown = f"{figure.title} ({figure.currency})" if figure.currency else str(figure.title)
    grid = table(
        (_("Day"), shown, _("Before")),
        [
            (
                day.date.isoformat(),
                for_programs(day.value, figure.unit) or "",
                for_programs(day.before, figure.unit) or "",
            )
            for day in figure.days
        ],
    )
    days = {"first": moments.day(before.first), "last": moments.day(before.last)}
    said = _("Beside them, as “before”: %(first)s to %(last)s.") % days + f" {mark(source)}"
    return Made(title, "\n\n".join([heading(title), said, grid]), (source,))


def _days(setting: Setting) -> tuple[date, date]:
    first, last = setting.wish.first, setting.wish.last
    if first is None or last is None or first >= last or first > setting.today:
        return setting.today - timedelta(days=USUAL_DAYS - 1), setting.today
    return first, min(last, setting.today, first + timedelta(days=LONGEST - 1))


def _asked(period: Period) -> str:
    return f"period=own&first={period.first}&last={period.last}"


def _recipe(key: str, label: _StrOrPromise, *words: str) -> Recipe:
    return Recipe(
        key=f"{key}_chart",
        kind=Kind.CHART,
        label=label,
        compose=partial(chart, key),
        words=words,
        needs=(Permission.FIGURES_VIEW,),
    )


CHARTS = (
    _recipe("bookings", gettext_lazy("Bookings day by day"), "bookings"),
    _recipe("orders", gettext_lazy("Orders day by day"), "orders"),
    _recipe("revenue", gettext_lazy("Money from orders day by day"), "revenue"),
)
