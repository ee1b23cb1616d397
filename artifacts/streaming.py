"""An answer in parts, as it is shown while it comes: nothing is left out, and joined they are the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def parts_of(text: str) -> Iterator[str]:
    """Sentence by sentence, each with the space behind it."""
    at = 0
    for end in _END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    if at < len(text):
        yield text[at:]
