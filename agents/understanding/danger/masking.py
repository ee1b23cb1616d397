"""Dates, times and numbers taken out: they move no danger."""

from __future__ import annotations

import re
from functools import cache

from languages import said

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
A_YEAR = "20xx"
EMERGENCY_NUMBERS = r"(?:112|911|999|118|192|061)"


@cache
def _masked() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?!{EMERGENCY_NUMBERS}\b(?![:.,/-]\d))(?!20xx)\d[\d:.,/h-]*(?:\s?(?:am|pm|uhr|st|nd|rd|th|h))?\b"
        rf"|\b(?:{'|'.join(said('danger', 'days'))})s?\b|\b(?:{'|'.join(said('danger', 'months'))})\b",
        re.IGNORECASE,
    )


def masked(text: str) -> str:
    """The text without digits, weekdays and months.

    Emergency numbers stay, and that a year is named: what happened in one is no danger now.
    """
    return " ".join(_masked().sub(" ", YEAR.sub(A_YEAR, text)).split())
