"""Lines an owner writes of when something is served and what it costs from which day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from businesses.models.names import NamesField
from businesses.ordering.serving import parse_price, parse_window

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_LINES = 20


def _validate(lines: Any, parse: Callable[[str], object], told: Any) -> list[Any]:
    if len(lines) > MOST_LINES:
        raise ValidationError(_("At most %(most)d lines."), params={"most": MOST_LINES})
    found = []
    for line in lines:
        try:
            found.append(parse(str(line)))
        except ValueError:
            raise ValidationError(told, params={"line": str(line)[:80]}) from None
    return found


def validate_windows(lines: Any) -> None:
    _validate(lines, parse_window, _("“%(line)s” is no time such as mon-fri 07:00-11:00."))


def validate_prices(lines: Any) -> None:
    told = _("“%(line)s” is no price such as 2027-01-01 12.50, or 2026-12-01..2026-12-26 9.90.")
    found = _validate(lines, parse_price, told)
    if len({each.first for each in found}) < len(found):
        raise ValidationError(_("Two prices begin on the same day."))


class WindowsField(NamesField):
    """When it is served: lines that ``parse_window`` reads; none is always."""

    default_validators = [validate_windows]


class DatedPricesField(NamesField):
    """Prices that hold from a day on, or from one to another: lines that ``parse_price`` reads."""

    default_validators = [validate_prices]
