"""How a customer words a time: what stands for {weekday}, {at} and their like in a case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.exam.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

PLACE = re.compile(r"\{(?:([a-z])\.)?([a-z]{2,}(?:\.[a-z0-9]+)?)\}")
"""A placeholder: a slot's letter, where it is not "a", and a form."""
SHORT_DAYS = ("mon", "tues", "weds", "thurs", "fri", "sat", "sun")
AMERICAN_MINUTES = {0: "", 15: " fifteen", 30: " thirty", 45: " forty five"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A time in the business's zone, in the words of a customer who speaks of it ``ahead`` days before."""

    at: datetime
    code: str
    ahead: int

    def word(self, form: str) -> str:
        """The time in one of FORMS.  Raises KeyError for others."""
        return FORMS_OF_TIME[form](self)

    @property
    def language(self) -> Language:
        return LANGUAGES[self.code]

    @property
    def weekday(self) -> str:
        return self.language.days[self.at.weekday()]

    @property
    def date(self) -> str:
        day = "1er" if self.code == "fr" and self.at.day == 1 else str(self.at.day)
        return self.language.date.format(day=day, month=self.month)

    @property
    def month(self) -> str:
        return self.language.months[self.at.month - 1]

    @property
    def day(self) -> str:
        """Today, tomorrow, the weekday within a week, with its date beyond."""
        if self.ahead < 2:
            return self.language.near[self.ahead]
        return self._dated_weekday

    @property
    def _dated_weekday(self) -> str:
        return self.weekday if self.ahead < 7 else f"{self.weekday} {self.date}"

    @property
    def on(self) -> str:
        if self.ahead < 2:
            return self.day
        is_masculine = self.code == "pt" and self.at.weekday() > 4
        return ("no {}" if is_masculine else self.language.on_day).format(self._dated_weekday)

    @property
    def nth(self) -> str:
        day = self.at.day
        return f"{day}{'th' if day // 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"

    @property
    def the_day(self) -> str:
        return self.language.the_day.format(self.nth if self.code == "en" else self.at.day)

    @property
    def clock(self) -> str:
        """As the language writes it: 7:30pm, 19h30, 19:30."""
        if self.code == "en":
            return self.twelve(":")
        if self.code == "fr":
            return f"{self.at.hour}h{self.at.minute:02}" if self.at.minute else f"{self.at.hour}h"
        return f"{self.at.hour}:{self.at.minute:02}"

    def bare(self, separator: str) -> str:
        minutes = f"{separator}{self.at.minute:02}" if self.at.minute else ""
        return f"{self.at.hour % 12 or 12}{minutes}"

    def twelve(self, separator: str) -> str:
        return self.bare(separator) + ("am" if self.at.hour < 12 else "pm")

    @property
    def part(self) -> str:
        return self.language.parts[(self.at.hour >= 12) + (self.at.hour >= 18)]

    @property
    def in_words(self) -> str:
        """To the quarter of an hour before: half seven, halb acht, sept heures et demie."""
        quarter = self.at.minute // 15
        hour, following = (self.language.hours[(self.at.hour + more) % 12] for more in (0, 1))
        if self.code == "de" and not quarter and self.at.hour % 12 == 1:
            hour = "ein Uhr"
        return self.language.quarters[quarter].format(hour, next=following).replace("midi et demie", "midi et demi")

    @property
    def american(self) -> str:
        return LANGUAGES["en"].hours[self.at.hour % 12] + AMERICAN_MINUTES.get(self.at.minute, "")


FORMS_OF_TIME: dict[str, Callable[[Spoken], str]] = {
    "weekday": lambda time: time.weekday,
    "on": lambda time: time.on,
    "wd": lambda time: SHORT_DAYS[time.at.weekday()] if time.code == "en" else time.weekday,
    "day": lambda time: time.day,
    "date": lambda time: time.date,
    "date.us": lambda time: f"{time.month} {time.nth}",
    "date.short": lambda time: f"{time.at.day} {time.month[:3].lower()}",
    "month": lambda time: time.month,
    "num": lambda time: str(time.at.day),
    "the": lambda time: time.the_day,
    "iso": lambda time: f"{time.at:%Y-%m-%d}",
    "time": lambda time: time.clock,
    "time.12": lambda time: time.twelve("."),
    "time.24": lambda time: f"{time.at:%H:%M}",
    "time.bare": lambda time: time.bare("."),
    "time.words": lambda time: time.in_words,
    "time.us": lambda time: time.american,
    "at": lambda time: time.language.at_time.format(time.clock),
    "part": lambda time: time.part,
}
FORMS = {*FORMS_OF_TIME, "party", "service", "ref", "ref.messy"}
