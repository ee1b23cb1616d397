"""Why a file cannot be read, by a word: what people are told is ``knowledge.errors``'."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    EMPTY = "empty"
    NO_TEXT = "no_text"
    KIND = "kind"
    OLD_OFFICE = "old_office"
    PICTURE = "picture"
    BROKEN = "broken"
    LOCKED = "locked"
    MACROS = "macros"
    SWOLLEN = "swollen"
    PAGES = "pages"
    LONG = "long"
    TOO_MUCH = "too_much"


class Unreadable(Exception):
    """The file is refused, for this reason."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)
