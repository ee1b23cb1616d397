from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Customer

if TYPE_CHECKING:
    from businesses.contacts import CustomerDetails


def known_or_new_customer(details: CustomerDetails) -> Customer:
    """The customer with exactly this name, phone and e-mail (case apart), or a new one; never another's row changed."""
    same = Customer.objects.filter(name__iexact=details.name, phone=details.phone, email__iexact=details.email)
    return same.first() or Customer.objects.create(
        name=details.name, phone=details.phone, email=details.email, locale=details.locale
    )
