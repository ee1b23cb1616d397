"""Which of the languages we speak is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from tenants.context import current_business

if TYPE_CHECKING:
    from django.http import HttpRequest

    from businesses.models import Booking, Order, Waiting
    from tenants.models import Business


def language_among(*wanted: str) -> str:
    """The first that we speak, by its whole code or without the region; English where we speak none."""
    spoken = dict(settings.LANGUAGES)
    for each in wanted:
        for code in (each.lower(), each.split("-")[0].lower()):
            if code in spoken:
                return code
    return str(settings.LANGUAGE_CODE)


def language_of(business: Business, *wanted: str) -> str:
    """The first of those wanted that we speak, else the business's own."""
    return language_among(*wanted, business.locale)


def own_greeting(business: Business, language: str) -> str:
    """The owner's own greeting, for those who speak the language it is written in."""
    return business.greeting if language == language_of(business) else ""


def wanted_by(request: HttpRequest) -> tuple[str, ...]:
    """The languages a visitor asks for: in the address, else by their browser's settings, best first."""
    header = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200])
    return (request.GET.get("locale", ""), *(code for code, _weight in header))


def language_for(made: Booking | Order | Waiting) -> str:
    """The language its customer booked, ordered or joined the list in, else the business's."""
    return language_of(current_business(), made.customer.locale)
