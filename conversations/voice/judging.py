"""Whether what was heard is taken for what was said, or asked after first.

Nothing is ever committed on a yes that may have been something else: a wrong guess costs a question, never a booking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.understanding.danger import danger
from agents.understanding.talk.consent import consent

SURE = 0.6
"""From here on words are taken as said. Recognisers are told apart by their own scale: a gateway maps its figures to
how often words of that confidence are right, so this is: more often right than wrong, by half as much again."""
SURELY = 0.85
"""From here on a yes is one."""
MOST_ASKED = 2
"""How many of the readings of one utterance are asked after."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard once: the likeliest words, how surely (0..1), and what they may have been instead."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that were asked after, with what may be asked next."""

    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``take``: ``text`` was said (``is_of_asked``: what was asked after). ``ask``: whether ``text`` was said, with the
    ``alternatives`` left. ``repeat``: what was broken into is said again. ``again``: it is to be said again.
    """

    kind: Literal["take", "ask", "repeat", "again"]
    text: str = ""
    alternatives: tuple[str, ...] = ()
    is_of_asked: bool = False


def judge(heard: Utterance, *, asked: Asked | None, language: str, breaks_into_read_back: bool) -> Verdict:
    """``breaks_into_read_back``: it was said while something was being read back for a yes, so not all was heard."""
    if danger(heard.text, (language,)):
        return Verdict("take", heard.text)  # whoever is in danger is not asked twice
    if not heard.text:
        return Verdict("again")
    said = consent(heard.text, (language,))
    agrees = said.kind == "yes" or (said.is_plain and said.deed is not None)  # "cancel it" to "shall I cancel it?"
    if asked is not None and said.is_plain and said.kind in {"yes", "no"}:
        return of_asked(heard, asked, is_yes=said.kind == "yes")
    if agrees and breaks_into_read_back:
        return Verdict("repeat")
    if heard.confidence < (SURELY if agrees else SURE):
        return Verdict("ask", heard.text, heard.alternatives[: MOST_ASKED - 1])
    return Verdict("take", heard.text)


def of_asked(heard: Utterance, asked: Asked, *, is_yes: bool) -> Verdict:
    """A yes or a no to "did you say …?"; a doubtful one asks the same once more."""
    if heard.confidence < (SURELY if is_yes else SURE):
        return Verdict("ask", asked.text, asked.alternatives)
    if is_yes:
        return Verdict("take", asked.text, is_of_asked=True)
    if asked.alternatives:
        return Verdict("ask", asked.alternatives[0], asked.alternatives[1:])
    return Verdict("again")
