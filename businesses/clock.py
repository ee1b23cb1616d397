"""How a country writes the time of day."""

from __future__ import annotations

TWELVE_HOUR_COUNTRIES = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "IN", "PH"})


def clock_format(country: str) -> str:
    """In Django's date format: "7:30 PM" in some countries, "19:30" in most."""
    return "g:i A" if country in TWELVE_HOUR_COUNTRIES else "H:i"
