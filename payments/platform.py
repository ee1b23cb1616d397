"""The platform's own account: what opens it is in the settings; without a key there are no cards, only transfers."""

from __future__ import annotations

from django.conf import settings

from payments.ports import Account
from payments.stripe.adapter import Stripe

PLATFORM = "platform"


def platform_cards() -> Stripe | None:
    account = Account(PLATFORM, settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_URL)
    return Stripe(account) if account.key else None
