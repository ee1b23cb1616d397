"""The one entry: text in, mentions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.time.grammar import rewrite
from agents.understanding.time.lexicon import lexicon
from agents.understanding.time.meaning import mention
from agents.understanding.time.nodes import Setting
from languages import known

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from agents.understanding.time.mention import Mention
    from agents.understanding.types import Anchor, OpeningHours

_LONGEST = 10_000
_MONTH_FIRST_REGIONS = {"US", "PH", "BZ", "FM", "PW"}
_MONTH_FIRST_ZONES = ("America/", "US/", "Pacific/Honolulu", "Etc/", "UTC")


def resolve(
    text: str,
    *,
    now: datetime,
    timezone: ZoneInfo,
    language: str = "en",
    hours: OpeningHours | None = None,
    requested: tuple[str, ...] = (),
    anchor: Anchor | None = None,
) -> tuple[Mention, ...]:
    """The dates, times, ranges, lengths and repetitions of a text, from left to right, not overlapping.

    ``now`` is aware; the business's ``timezone`` decides what "tomorrow" is. ``language`` is BCP 47: its region decides
    whether 12/5 is a day in May or in December ("en" alone goes by the zone). ``hours`` settle which half of the day 7
    means. ``requested`` names the slots last asked for: with "time" a bare 13, with "date" a bare 5th is read.
    ``anchor`` is the booking talked about, which "the day after" is after. A language without tables is read as
    English. Text beyond 10,000 characters is not read.
    """
    code = language[:2].lower()
    words = lexicon(known(code))
    setting = Setting(
        now.astimezone(timezone),
        timezone,
        hours,
        requested,
        month_first=_month_first(language, timezone),
        dotted_dates=code == "de",
        anchor=anchor,
    )
    text = text[:_LONGEST]
    tokens = rewrite(words.tokens(text), words.rules, words.alphabet, setting, text)
    found = (
        mention(token, text, setting)
        for token in tokens
        if not token.key and _stands_alone(token.start, token.end, text)
    )
    return tuple(each for each in found if each is not None)


def _month_first(language: str, timezone: ZoneInfo) -> bool:
    """Americans write the month first; English without a region follows the zone's habit."""
    code, _, region = language.replace("_", "-").partition("-")
    if code.lower() != "en":
        return False
    if region:
        return region.upper() in _MONTH_FIRST_REGIONS
    return timezone.key.startswith(_MONTH_FIRST_ZONES)


def _stands_alone(start: int, end: int, text: str) -> bool:
    """Not in the middle of a word or code: "3am3io" is no time."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    joined_before = before.isalnum() and text[start].isalnum() and before.isdigit() == text[start].isdigit()
    joined_after = after.isalnum() and text[end - 1].isalnum()
    return not (joined_before or joined_after)
