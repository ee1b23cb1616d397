"""What programs predict. A prediction that is none of these is garbage, and the local stand-in's counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(max_length=1_500, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
MOST_DETAILS = 12


class Guess(BaseModel):
    """``confidence`` is what the program says of itself: no share of anything was measured for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    confidence: float = Field(ge=0, le=1)


class DetailGuess(BaseModel):
    """``text`` is copied from the message."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    text: Words


class IntentGuess(Guess):
    """``begins`` are the message's first words, copied: proof that it was read. ``words`` is the part it stands in."""

    begins: Words
    intent: Name
    words: Words = ""


class BusinessIntentGuess(Guess):
    """``intent`` is one that only this business, or its category, has; ``NONE`` where it is none of them."""

    begins: Words
    intent: Name
    details: tuple[DetailGuess, ...] = Field(max_length=MOST_DETAILS)


class AgentGuess(Guess):
    agent: Name


class ReplyGuess(Guess):
    reply: Words


class SummaryGuess(Guess):
    summary: Words


NONE = "none"
"""What is predicted where nothing listed fits."""
