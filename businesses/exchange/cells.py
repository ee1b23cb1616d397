"""What stands in one cell of a file: a text, whatever the file is."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from businesses.privacy.archive import RUN_BY_SPREADSHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable

PART = re.compile(r"(?:\\.|[^;\\])+", re.DOTALL)
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def listed(parts: Iterable[str]) -> str:
    """Several things in one cell, a semicolon between them."""
    return "; ".join(part.replace("\\", r"\\").replace(";", r"\;") for part in parts)


def parts_of(text: str) -> list[str]:
    """What ``listed`` wrote, or a person: empty parts are none."""
    found = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in PART.findall(text))
    return [part for part in found if part]


def guarded(text: str) -> str:
    """As it is safe in a CSV: what a spreadsheet would run begins with an apostrophe. A number is run by none.

    ``businesses.privacy.archive.from_cell`` takes it away again.
    """
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(text) else text


def tidy(text: str) -> str:
    """Ends of lines as we write them, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_of(value: Any) -> str:
    """What a spreadsheet or JSON holds, as the text of a cell. Raises ``TypeError`` for what is no cell's."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return tidy(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date():
            return value.isoformat()
        case time():
            return clock(value)
        case float():
            return str(int(value)) if value.is_integer() else str(Decimal(repr(value)))
        case int() | Decimal():
            return str(value)
        case list():
            return listed(text_of(each) for each in value)
    raise TypeError(type(value).__name__)


def clock(at: time) -> str:
    return at.isoformat() if at.second or at.microsecond else f"{at:%H:%M}"
