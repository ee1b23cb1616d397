"""A finished reply as a stream: the words first, then the message they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 60
"""Characters, about: a reply of three sentences comes in a handful of frames."""


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that end at a space; joined they are the text."""
    gathered = ""
    for word in re.findall(r"\S*\s*", text):
        gathered += word
        if len(gathered) >= PIECE:
            yield gathered
            gathered = ""
    if gathered:
        yield gathered


def streamed(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The frames of a reply of the assistant; what people say comes whole."""
    if message["role"] == "agent":
        for index, piece in enumerate(pieces(message["text"])):
            yield {"type": "delta", "message_id": message["id"], "index": index, "text": piece}
    yield {"type": "message", "message": message}
