"""A prompt made to fit: what a model can read at once, and what a call costs at most."""

from __future__ import annotations

from agents.llm.errors import RequestRefused
from agents.llm.values import Message, Usage

BYTES_PER_TOKEN = 2
"""Fewer than any current tokeniser needs for the languages served: what is taken to fit does fit."""
AROUND = 8
"""Tokens that a provider adds to each message, and to the answer's beginning."""


def bytes_of(messages: tuple[Message, ...]) -> int:
    return sum(len(each.text.encode()) for each in messages)


def fitted(messages: tuple[Message, ...], *, window: int, most_tokens: int) -> tuple[Message, ...]:
    """Without the oldest messages, where all do not fit; instructions and the last message stay.

    Raises ``RequestRefused`` where even these do not fit.
    """
    room = (window - most_tokens) * BYTES_PER_TOKEN - AROUND * len(messages)
    kept = list(messages)
    while bytes_of(tuple(kept)) > room:
        oldest = next((each for each in kept[:-1] if each.speaker != "system"), None)
        if oldest is None:
            raise RequestRefused
        kept.remove(oldest)
    return tuple(kept)


def most_usage(messages: tuple[Message, ...], *, schema: str, most_tokens: int) -> Usage:
    """The most tokens the call can come to: no token is shorter than a byte."""
    asked = bytes_of(messages) + len(schema.encode()) + AROUND * (len(messages) + 1)
    return Usage(asked, most_tokens, is_estimated=True)
