"""Dates and times in customers' words, for bookings.

Measured on the Recognizers-Text English points: see ``agents.understanding.evaluation.time``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.time.mention import DateSpan, DateTimeSpan, Kind, Mention, Recurrence, TimeSpan, Value
from agents.understanding.time.resolver import resolve
from agents.understanding.time.zone import Localised, localise

__all__ = [
    "DateSpan", "DateTimeSpan", "Kind", "Localised", "Mention", "Recurrence", "TimeSpan", "Value", "localise", "resolve",
]  # fmt: skip

if TYPE_CHECKING:
    pass
