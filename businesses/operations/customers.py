from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Customer

if TYPE_CHECKING:
    from businesses.contacts import CustomerDetails


def known_or_new_customer(details: CustomerDetails) -> Customer:
    """The customer with exactly this name, phone and e-mail (case apart), or a new one; never another's row changed.

    Only their language is: mails are written in the one they booked in last.
    """
    known = Customer.objects.same(name=details.name, phone=details.phone, email=details.email).first()
    if known is None:
        return Customer.objects.create(
            name=details.name, phone=details.phone, email=details.email, locale=details.locale
        )
    if details.locale and known.locale != details.locale:
        known.locale = details.locale
        known.save(update_fields=["locale"])
    return known
