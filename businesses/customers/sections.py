"""What stands on a customer's page; the apps above add what they know (``show``, from their ``ready``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.models import Booking, Consent, Order, RememberedFact
from businesses.remembering.opening import facts_of, standing
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Any

    from django.utils.functional import _StrOrPromise

REMEMBERED = "remembered"
MOST = 20
"""Rows of a section: the newest."""


@dataclass(frozen=True, slots=True)
class Section:
    """``read`` gives the rows of customers with these keys in a constant number of queries; ``template`` shows one."""

    name: str
    title: _StrOrPromise
    permission: Permission
    template: str
    read: Callable[[Collection[int]], Sequence[Any]]


_sections: dict[str, Section] = {}


def show(*sections: Section) -> None:
    for section in sections:
        _sections[section.name] = section


def sections_for(permissions: Collection[str]) -> tuple[Section, ...]:
    return tuple(section for section in _sections.values() if section.permission in permissions)


def bookings(customers: Collection[int]) -> Sequence[Booking]:
    return list(Booking.objects.detailed().filter(customer__in=customers).order_by("-starts_at")[:MOST])


def orders(customers: Collection[int]) -> Sequence[Order]:
    return list(Order.objects.detailed().filter(customer__in=customers).order_by("-placed_at")[:MOST])


def consents(customers: Collection[int]) -> Sequence[Consent]:
    rows = Consent.objects.filter(customer__in=customers).select_related("notice")
    return list(rows.order_by("-given_at")[:MOST])


def remembered(customers: Collection[int]) -> Sequence[RememberedFact]:
    return list(facts_of(standing().filter(customer__in=customers)))


def own_sections() -> tuple[Section, ...]:
    return (
        Section("bookings", _("Bookings"), Permission.BOOKINGS_VIEW, "customers/_booking.html", bookings),
        Section("orders", _("Orders"), Permission.ORDERS_VIEW, "customers/_order.html", orders),
        Section("consents", _("Consents"), Permission.CUSTOMERS_VIEW, "customers/_consent.html", consents),
        Section(REMEMBERED, _("Remembered"), Permission.CUSTOMERS_VIEW, "customers/_remembered.html", remembered),
    )
