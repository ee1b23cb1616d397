"""What a business's own fields may hold; used by the model, the admin and the API alike."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# ISO 4217 codes of currencies with two decimals; others come when their rounding does.
CURRENCIES = frozenset(
    ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN"]
)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
MAX_ORIGINS = 20
# Hosts that people would take for the platform itself.
RESERVED_SLUGS = frozenset(
    {
        *("admin", "api", "app", "auth", "billing", "blog", "cdn", "demo", "docs", "help", "login", "mail", "platform"),
        *("signup", "staff", "static", "status", "support", "widget", "ws", "www"),
    }
)


@cache
def time_zones() -> frozenset[str]:
    """Those this process was started with: they are read from files, hundreds of them."""
    return frozenset(available_timezones())


def validate_timezone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError(
            _("%(value)s is not a time zone. Use a name such as Europe/Rome."), params={"value": value}
        )


def validate_currency(value: str) -> None:
    if value not in CURRENCIES:
        raise ValidationError(_("%(value)s is not a currency we know."), params={"value": value})


def validate_colour(value: str) -> None:
    if not COLOUR.fullmatch(value):
        raise ValidationError(_("Write the colour as # and six hexadecimal digits, such as #7a1f2b."))


def is_origin(value: object) -> bool:
    """Whether the value is scheme, host and perhaps port, and nothing more: it goes into headers as it stands."""
    if not isinstance(value, str) or not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?", value):
        return False
    return bool(urlsplit(value).hostname)


def validate_origins(value: object) -> None:
    if not isinstance(value, list) or len(value) > MAX_ORIGINS:
        raise ValidationError(_("Give a list of at most %(most)d sites."), params={"most": MAX_ORIGINS})
    for origin in value:
        if not is_origin(origin):
            raise ValidationError(
                _("%(origin)s is not an origin. Write it as https://www.example.com, without a path."),
                params={"origin": str(origin)[:100]},
            )


def within(degrees: int) -> list[MinValueValidator | MaxValueValidator]:
    """Of a coordinate: no more than so many degrees either way."""
    return [MinValueValidator(-degrees), MaxValueValidator(degrees)]
