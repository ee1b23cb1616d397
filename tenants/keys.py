"""What a key of the API looks like, how it is kept, and how often it may be used."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.limits.buckets import Limit

MARK = "xs_"
"""How each begins, so that programs that look for secrets in code know ours."""
PREFIX_BYTES = 5
"""Of what is shown later, in hexadecimal."""
SECRET_BYTES = 32
PURPOSE = b"api-key:"


class Tier(models.TextChoices):
    SMALL = "small", _("60 requests a minute")
    STANDARD = "standard", _("300 requests a minute")
    LARGE = "large", _("1200 requests a minute")


PER_KEY = {
    Tier.SMALL: Limit("api-key-small", 60, 60.0),
    Tier.STANDARD: Limit("api-key-standard", 300, 60.0),
    Tier.LARGE: Limit("api-key-large", 1200, 60.0),
}
PER_BUSINESS = {tier: Limit(f"api-{tier}", limit.burst, limit.seconds) for tier, limit in PER_KEY.items()}
"""Of all keys of a business together: many keys are not more."""
WRONG_KEYS = Limit("wrong-keys", 30, 900.0)
"""From one address, counted for keys that are none."""


def is_within(tier: str, largest: str) -> bool:
    order = Tier.values
    return order.index(tier) <= order.index(largest)


def written(prefix: str, secret: str) -> str:
    return f"{MARK}{prefix}_{secret}"


def prefix_of(key: str) -> str:
    """Empty for what is no key."""
    return key.removeprefix(MARK).partition("_")[0] if key.startswith(MARK) else ""


def digest_of(key: str) -> str:
    """What is kept: the key is 256 random bits, so no slow hash is needed, and without ours nothing can be tried."""
    return hmac.new(settings.SECRET_KEY.encode(), PURPOSE + key.encode(), hashlib.sha256).hexdigest()
