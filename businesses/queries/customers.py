"""Finding customers."""

from __future__ import annotations

import re

from django.db.models import Q

from businesses.models import Booking, Customer, Order
from businesses.references import parse_reference

FEWEST_DIGITS = 4
LONGEST_SEARCH = 100


def cleaned(text: str) -> str:
    """What was typed to find somebody or something by, as it is looked for."""
    return " ".join(text.split())[:LONGEST_SEARCH]


def customers_matching(text: str) -> Q:
    """By a part of the name or e-mail address, digits of the phone number, or the reference of a booking or order."""
    found = named(text)
    if reference := parse_reference(text):
        found |= Q(pk__in=Booking.objects.filter(reference=reference).values("customer"))
        found |= Q(pk__in=Order.objects.filter(reference=reference).values("customer"))
    return found


def rows_of_person(customer: Customer) -> list[Customer]:
    """The customer's row and those that staff have joined with it, the one they point at first."""
    root = customer.same_as_id or customer.pk
    rows = Customer.objects.filter(Q(pk=root) | Q(same_as=root), erased_at=None)
    return sorted(rows, key=lambda row: (row.pk != root, row.pk))


def named(text: str) -> Q:
    """Customers by a part of the name or e-mail address, or by digits of the phone number."""
    found = Q(name__icontains=text) | Q(email__icontains=text)
    digits = digits_of(text)
    return found | Q(phone__contains=digits) if digits else found


def digits_of(text: str) -> str:
    """The digits of what looks like a part of a phone number, without the zero that leads at home; else nothing."""
    if re.search(r"[^\d\s()+./-]", text):
        return ""
    digits = re.sub(r"\D", "", text).lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""
