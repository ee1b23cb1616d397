"""The figures of some days in sentences: what happened, what has changed, and where that comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.dashboard.figures import Unit
from businesses.dashboard.wording import change_of, is_changed, value_of, written
from businesses.wording import moments

if TYPE_CHECKING:
    from businesses.dashboard.figures import Day, Figure, Sellers
    from businesses.dashboard.queries import Dashboard
    from businesses.desk import BusinessFacts

MOST_REASONS = 3
NOTICED = Decimal("0.5")
"""The share of a change that a day must make up to be its reason."""


def told(found: Dashboard, business: BusinessFacts) -> str:
    """The figures that there are, each with its change, then what the largest changes come from."""
    period, before = found.comparison.now.period, found.comparison.before.period
    days = {
        "first": moments.day(period.first),
        "last": moments.day(period.last),
        "before_first": moments.day(before.first),
        "before_last": moments.day(before.last),
    }
    if found.is_empty:
        return _("Nothing happened then.")
    single = _("On %(first)s, beside %(before_first)s:")
    several = _("From %(first)s to %(last)s, beside %(before_first)s to %(before_last)s:")
    head = (single if period.length == 1 else several) % days
    lines = [line(each) for each in found.figures if each.value or each.before]
    return "\n".join([head, *lines, *reasons(found)])


def line(figure: Figure) -> str:
    change = f", {change_of(figure)}" if figure.change is not None and is_changed(figure) else ""
    return f"{figure.title}: {value_of(figure)}{change}"


def reasons(found: Dashboard) -> list[str]:
    """Of the figures with days the largest changes and the day they come from mostly, then what sold more and less."""
    changed = [each for each in found.figures if each.change and each.days and each.unit in {Unit.COUNT, Unit.MONEY}]
    changed.sort(key=lambda each: abs(each.change_share or Decimal(1)), reverse=True)
    told = [reason for each in changed if (reason := of_a_day(each))]
    return [*told[:MOST_REASONS], *(reason for each in found.sellers if (reason := of_a_seller(each)))]


def of_a_day(figure: Figure) -> str:
    """Where one day makes up most of the change."""
    compared = [day for day in figure.days if day.before is not None]
    if not compared or not figure.change:
        return ""
    most = max(compared, key=lambda day: abs(by(day)))
    if by(most) * figure.change <= 0 or abs(by(most)) < abs(figure.change) * NOTICED:
        return ""
    values = {
        "figure": figure.title,
        "day": moments.day(most.date),
        "value": written(most.value, figure.unit, figure.currency),
        "before": written(most.before, figure.unit, figure.currency),
    }
    return _("%(figure)s: most of it is %(day)s, %(value)s after %(before)s.") % values


def by(day: Day) -> Decimal:
    return day.value - (day.before or Decimal(0))


def of_a_seller(sellers: Sellers) -> str:
    most = max(sellers.sellers, key=lambda each: abs(each.sold - each.before), default=None)
    if most is None or most.sold == most.before:
        return ""
    values = {"title": sellers.title, "name": most.name, "sold": most.sold, "before": most.before}
    return _("%(title)s: %(name)s changed most, %(sold)d after %(before)d.") % values
