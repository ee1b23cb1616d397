"""What opens the business's own account, of the business entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from businesses.models import CardAccount
from payments.ports import Account
from payments.stripe.adapter import Stripe
from tenants.context import current_schema

if TYPE_CHECKING:
    from payments.ports import Provider


def own_cards() -> Provider | None:
    """None while there is no account. It goes by the name of the schema, which is the business's for good."""
    row = CardAccount.objects.first()
    if row is None:
        return None
    return Stripe(Account(current_schema(), row.key, row.notice_secret, settings.STRIPE_API_URL))
