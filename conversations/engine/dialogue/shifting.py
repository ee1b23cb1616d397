"""A time said by how far it is from the one that stands: "an hour later", "half an hour earlier"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Form, Reading

SHIFT = re.compile(
    r"\b(?P<many>half an|an?|one|two|three|\d{1,3}) (?P<unit>hour|minute|min)s? (?P<way>later|earlier)\b", re.IGNORECASE
)
MANY = {"half an": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def take_shift(form: Form, reading: Reading) -> bool:
    """Keep how far the time is to be moved; a time the same words were taken for is none."""
    match = SHIFT.search(reading["text"])
    if match is None:
        return False
    many = match["many"].lower()
    minutes = (MANY[many] if many in MANY else int(many)) * (60 if match["unit"].lower() == "hour" else 1)
    form["shift"] = round(minutes if match["way"].lower() == "later" else -minutes)
    for name in ("date", "time", "duration"):
        reading["slots"].pop(name, None)
    return True


def shift(form: Form, stands: datetime | None) -> None:
    """Move the form's day and time from where they stand, as far as was said."""
    minutes = form.pop("shift", 0)
    if minutes and stands is not None:
        moved = stands + timedelta(minutes=minutes)
        form["date"], form["time"] = f"{moved:%Y-%m-%d}", f"{moved:%H:%M}"


def standing(form: Form) -> datetime | None:
    """The moment the form names."""
    if "date" not in form or "time" not in form:
        return None
    return datetime.fromisoformat(f"{form['date']}T{form['time']}")
