"""The demo businesses as the exam knows them: their zone, and how a phone number is read there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers

DEMO = Path(__file__).resolve().parents[2] / "businesses" / "demo"
PHONE = re.compile(r"[+\d][\d\s().\-/]{6,}\d")


@dataclass(frozen=True, slots=True)
class DemoBusiness:
    zone: ZoneInfo
    country: str

    def full_number(self, text: str) -> str:
        """The phone number in the text in E.164 form, as dialled where the business is.

        Raises ValueError where the text holds none.
        """
        found = PHONE.search(text)
        if not found:
            raise ValueError(f"no phone number in {text!r}")
        try:
            number = phonenumbers.parse(found.group(), self.country)
        except phonenumbers.NumberParseException as error:
            raise ValueError(f"{text!r}: {error}") from error
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def demo_business(slug: str) -> DemoBusiness:
    record = json.loads((DEMO / f"{slug}.json").read_text(encoding="utf-8"))["business"]
    return DemoBusiness(ZoneInfo(record["timezone"]), record["country"])
