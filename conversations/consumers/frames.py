"""What arrives on a socket, before anything is done with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenants.plain import is_plain

LARGEST_FRAME = 32_768
"""Bytes: a message of 4,000 characters with room for escapes."""
LARGEST_NUMBER = 2**31 - 1
"""What a row's column of numbers holds."""
BAD_FRAMES = 5
"""After so many frames that make no sense the socket is closed: whoever sends them is not our widget."""


class BadFrame(Exception):
    """The frame cannot be read; ``code`` names why."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Frame:
    kind: str
    data: dict[str, Any]

    def text(self, name: str) -> str:
        """A string field, empty where it is missing; raises ``BadFrame`` for another type."""
        value = self.data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise BadFrame("malformed", _("%(field)s must be a text.") % {"field": name})
        if not is_plain(value):
            raise BadFrame("malformed", _("There are characters in %(field)s that cannot be stored.") % {"field": name})
        return value

    def number(self, name: str) -> int | None:
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_NUMBER:
            raise BadFrame("malformed", _("%(field)s must be a number.") % {"field": name})
        return value


def parse(text: str | None) -> Frame:
    """Raises ``BadFrame`` for what is too large, not text, not JSON or not an object with a type."""
    if text is None:
        raise BadFrame("malformed", _("Only text frames are understood."))
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_FRAME:
        raise BadFrame("too-large", _("That frame is too large."))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame("malformed", _("That frame is not JSON.")) from None
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise BadFrame("malformed", _("A frame is an object with a type."))
    return Frame(data["type"], data)
