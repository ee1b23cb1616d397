from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.formats import number_format

if TYPE_CHECKING:
    from decimal import Decimal

register = template.Library()


@register.filter
def quantity(value: Decimal) -> str:
    """As many decimals as say something, two at most."""
    rounded = round(value, 2)
    digits = 0 if rounded == rounded.to_integral_value() else 2
    return number_format(rounded, digits, use_l10n=True, force_grouping=True)
