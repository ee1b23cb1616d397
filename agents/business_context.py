"""What understanding needs to know of a business: its words, hours and zone, read from its rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from agents.understanding.types import Context, OpeningHours, Term, Vocabulary
from businesses.queries import hours_book, vocabulary
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.queries import Name

EXCEPTIONS_BEFORE = timedelta(days=1)
EXCEPTIONS_DAYS = 120
"""Dated exceptions are read this far ahead: people rarely book beyond a season."""


def business_context(
    *, now: datetime | None = None, flow: str = "dedicated", locale: str = "", requested: Iterable[str] = ()
) -> Context:
    """The context of a message to the business entered: six queries. ``locale`` defaults to the business's."""
    business = current_business()
    zone = business.zone
    moment = (now or timezone.now()).astimezone(zone)
    book = hours_book(moment.date() - EXCEPTIONS_BEFORE, EXCEPTIONS_DAYS)
    return Context(
        now=moment,
        timezone=zone,
        category=business.category,
        flow=flow,
        locale=locale or business.locale,
        requested=tuple(requested),
        vocabulary=business_vocabulary(),
        hours=OpeningHours(book.weekly, book.exceptions) if book.weekly else None,
    )


def business_vocabulary() -> Vocabulary:
    """Services, staff, dishes and tables by the keys of their rows."""
    names = vocabulary()
    return Vocabulary(
        services=_terms(names.services),
        staff=_terms(names.staff),
        items=_terms(names.items),
        resources=_terms(names.resources),
    )


def _terms(names: Iterable[Name]) -> tuple[Term, ...]:
    return tuple(Term(name.key, name.name, name.aliases) for name in names)
