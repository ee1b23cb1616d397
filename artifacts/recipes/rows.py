"""What recipes say of rows, each with where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from artifacts.sources import Source
from businesses.wording import moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from businesses.desk import BusinessFacts, Desk


def menu_source(n: int = 1) -> Source:
    return Source(n, "rows", _("Menu, as it is today"), address=reverse("menu-page"))


def hours_source(n: int = 1) -> Source:
    return Source(n, "rows", _("Opening hours and exceptions"))


def bookings_source(n: int = 1) -> Source:
    return Source(n, "rows", _("Bookings"), address=reverse("board"))


def details_source(n: int = 1) -> Source:
    return Source(n, "rows", _("Details of the business"))


def mark(source: Source) -> str:
    """How a text points at it."""
    return f"[{source.n}]"


def hours_on(day: date, spans: Sequence[tuple[time, time]], business: BusinessFacts) -> str:
    """Such as "12:00-15:00"; "closed" where the door stays shut."""
    return moments.spans(spans, business.country) if spans else _("closed")


def signature(desk: Desk) -> str:
    """Name and how one is reached, a line each."""
    business = desk.business
    return "\n".join(filter(None, (business.name, business.address, business.phone, business.email, business.website)))


def how_to_reach(desk: Desk) -> str:
    return moments.joined(list(filter(None, (desk.business.phone, desk.business.website))), _("or"))
