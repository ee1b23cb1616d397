from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from businesses import clock, naming

if TYPE_CHECKING:
    from datetime import date

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


@register.filter
def called(name: str) -> str:
    """The service's name in the language of the page."""
    return naming.called(name)
