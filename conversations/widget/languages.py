"""Which language the widget speaks."""

from __future__ import annotations

from django.conf import settings

from tenants.models import Business


def language_of(business: Business, asked: str = "") -> str:
    """The language asked for if the product speaks it, else the business's own, else the product's default."""
    spoken = dict(settings.LANGUAGES)
    for wanted in (asked, business.locale):
        for code in (wanted.lower(), wanted.split("-")[0].lower()):
            if code in spoken:
                return code
    return str(settings.LANGUAGE_CODE)
