from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import dateformat

from businesses import clock, naming
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import date, datetime

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    return clock.day_of(value)


@register.filter(expects_localtime=True)
def day_with_year(value: date) -> str:
    return clock.day_with_year(value)


@register.filter(expects_localtime=True)
def short_day(value: date) -> str:
    return clock.short_day(value)


@register.filter(expects_localtime=True)
def time_of_day(value: datetime) -> str:
    """As the business's country and the reader's language write it."""
    return dateformat.time_format(value, clock.page_clock(current_business().country))


@register.filter
def called(name: str) -> str:
    """The service's name in the language of the page."""
    return naming.called(name)
