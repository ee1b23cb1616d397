"""Figures as people read them: a number in their own way of writing, and the change in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from businesses.clock import short_day
from businesses.dashboard.figures import Unit
from businesses.wording.money import amount

if TYPE_CHECKING:
    from businesses.dashboard.figures import Figure
    from businesses.dashboard.periods import Period

DASH = "\u2013"
MINUS = "\u2212"
POINTS = 100


def written(value: Decimal | None, unit: Unit, currency: str = "") -> str:
    """Such as "1,240", "€310.50", "42 %" or "3 min"; a dash where there is no value."""
    if value is None:
        return DASH
    match unit:
        case Unit.MONEY:
            return amount(value, currency)
        case Unit.SHARE:
            return percent(value)
        case Unit.MINUTES:
            return pgettext("minutes", "%(count)s min") % {"count": _number(value)}
        case Unit.STARS:
            return pgettext("of five", "%(count)s stars") % {"count": _number(value, 1)}
        case Unit.COUNT:
            return _number(value)


def percent(value: Decimal) -> str:
    return pgettext("a share", "%(number)s%%") % {"number": _number(value * POINTS)}


def _number(value: Decimal, places: int = 0) -> str:
    """Rounded, for Django would cut off what it does not show."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded, places, use_l10n=True, force_grouping=True)


def value_of(figure: Figure) -> str:
    return written(figure.value, figure.unit, figure.currency)


def before_of(figure: Figure) -> str:
    return written(figure.before, figure.unit, figure.currency)


def change_of(figure: Figure) -> str:
    """Such as "12 more than before (+8%)", "3 points less than before" or "as before"."""
    change = figure.change
    if change is None:
        return _("nothing to compare with")
    if not is_changed(figure):
        return _("as before")
    size = _points(change) if figure.unit is Unit.SHARE else written(abs(change), figure.unit, figure.currency)
    said = (_("%(size)s more than before") if change > 0 else _("%(size)s less than before")) % {"size": size}
    if figure.unit is Unit.SHARE or not figure.change_share or not round(figure.change_share * POINTS):
        return said
    sign = "+" if change > 0 else MINUS
    return f"{said} ({sign}{percent(abs(figure.change_share))})"


def _points(change: Decimal) -> str:
    return _("%(count)s points") % {"count": _number(abs(change) * POINTS, 1)}


def sign_of(figure: Figure) -> str:
    """An arrow beside the words; nothing where there is no change to tell."""
    if figure.change is None or not is_changed(figure):
        return ""
    return "▲" if figure.change > 0 else "▼"


def is_changed(figure: Figure) -> bool:
    """Whether the period and the one before read differently."""
    return value_of(figure) != before_of(figure)


def dates_of(period: Period) -> str:
    """The first and the last day, such as "Mon 2 Nov" and "Sun 29 Nov", with a dash between them."""
    if period.first == period.last:
        return short_day(period.first)
    return f"{short_day(period.first)} {DASH} {short_day(period.last)}"
