"""Why something cannot be fetched, by a word: what people are told is ``knowledge.errors``'."""

from __future__ import annotations

from enum import StrEnum


class Hitch(StrEnum):
    ADDRESS = "address"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    ROBOTS = "robots"
    GONE = "gone"
    LOCKED = "locked"
    ANSWER = "answer"
    LARGE = "large"
    CIRCLES = "circles"
    MAP = "map"
    NO_PAGES = "no_pages"
    ELSEWHERE = "elsewhere"
    MANY = "many"
    TIME = "time"
    OPEN_LINE = "open_line"
    UNKNOWN = "unknown"
    JSON = "json"
    NO_ITEMS = "no_items"
    LEFT_OUT = "left_out"
    LOGIN = "login"
    FOLDER = "folder"
    MAIL = "mail"
    ERASED = "erased"


PASSING = frozenset({Hitch.UNREACHABLE, Hitch.SLOW, Hitch.BUSY})
"""What may be otherwise in a while."""


class FetchFailed(Exception):
    """It was not fetched, for this reason. ``pause``: seconds the far end asks to be left alone."""

    def __init__(self, hitch: Hitch, *, pause: float = 0.0) -> None:
        self.hitch, self.pause = hitch, pause
        super().__init__(hitch.value)

    @property
    def is_passing(self) -> bool:
        return self.hitch in PASSING
