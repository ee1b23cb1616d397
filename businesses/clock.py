"""How days and times of day are written: by the country and by the language that is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import get_language, pgettext

from tenants.preferences import wants_twelve_hours

if TYPE_CHECKING:
    from datetime import date

TWELVE_HOUR_COUNTRIES = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "IN", "PH"})
CAPITALISED = frozenset({"en", "de"})
"""Languages that write days and months with a capital letter inside a sentence too."""


def spoken() -> str:
    """The language that is active, without its region."""
    return (get_language() or "en").split("-")[0]


def has_twelve_hours(country: str) -> bool:
    """Whether "7:30 pm" is written: in English, where the country does; the other languages here count to 24."""
    return spoken() == "en" and country in TWELVE_HOUR_COUNTRIES


def clock_format(country: str) -> str:
    """In Django's date format: "7:30 PM" in some countries, "19:30" in most."""
    return "g:i A" if has_twelve_hours(country) else pgettext("time of day, in Django's date format", "H:i")


def page_clock(country: str) -> str:
    """As ``clock_format``, but by the choice of whoever looks at the page, where they have made one."""
    wanted = wants_twelve_hours()
    if wanted is None:
        return clock_format(country)
    return "g:i A" if wanted else pgettext("time of day, in Django's date format", "H:i")


def day_of(value: date) -> str:
    """Such as "Sunday 22 November"."""
    return _written(value, pgettext("date, in Django's date format", "l j F"))


def day_with_year(value: date) -> str:
    return _written(value, pgettext("date, in Django's date format", "l j F Y"))


def short_day(value: date) -> str:
    """Such as "Sun 22 Nov"."""
    return _written(value, pgettext("date, in Django's date format", "D j M"))


def _written(value: date, form: str) -> str:
    text = dateformat.format(value, form)
    return text if spoken() in CAPITALISED else text.lower()
