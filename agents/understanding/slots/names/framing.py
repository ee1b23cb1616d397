"""What stands around a name: "it's", "put it under", "is my name", "para mi madre"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from agents.understanding.slots.names.words import PART, PARTICLES
from agents.understanding.tokens import fold
from languages import choices, known, pattern, pieces

_LAYERS = 5  # "yes, sure, it's for my mum": more is no frame


def _choices(section: str, language: str) -> str:
    """The patterns of a section in the language and in English."""
    return choices(PART, section, *_heard(language))


def _heard(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((known(language), "en")))


@lru_cache(maxsize=16)
def _kinship(language: str) -> str:
    """Whom a booking is made for: "for my mum"."""
    heard = _heard(language)
    kin = "|".join(pattern("details", section, code) for code in heard for section in ("kin", "kin_of_two"))
    before = "|".join(sorted({word for code in heard for word in pieces("times", "for", code)}))
    return rf"(?:(?:{before})\s+)?(?:{kin}|{_choices('on_behalf', language)})"


@lru_cache(maxsize=16)
def _opening(language: str) -> re.Pattern[str]:
    leads, prefixes = _choices("lead", language), _choices("prefix", language)
    return re.compile(
        rf"\s*(?:(?P<kin>{_kinship(language)})(?:\s+|$)"
        rf"|(?P<prefix>{prefixes})(?:\s*[:,]\s*|\s+|(?<=['’])|$)|(?P<lead>{leads})(?![^\W_'’-])[\s!.,]*)"
    )


@lru_cache(maxsize=16)
def _names_it(language: str) -> re.Pattern[str]:
    return re.compile(_choices("names_it", language))


@lru_cache(maxsize=16)
def _closing(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,]+{_choices('suffix', language)}[\s!.,]*$")


def _own_particle(frame: str) -> str:
    """A particle in capitals is the name's own: "a nome Di Stefano"."""
    last = frame.split()[-1] if frame.split() else ""
    return frame[frame.rindex(last) :] if last[:1].isupper() and fold(last) in PARTICLES else ""


class Framed(NamedTuple):
    """Where the name may stand in a stretch of text; ``is_introduced`` when words before or after it say so."""

    start: int
    end: int
    is_introduced: bool


def unframed(text: str, folded: str, start: int, end: int, language: str) -> Framed:
    """The stretch without what introduces, follows or merely accompanies a name; ``folded`` is the whole ``text``."""
    is_introduced = False
    for _ in range(_LAYERS):
        match = _opening(language).match(folded, start, end)
        if match is None or match.end() == start:
            break
        if match["lead"] and not folded[match.end() : end].strip():
            break
        is_introduced |= not match["lead"]
        start = match.end() - len(_own_particle(text[match.start() : match.end()]))
    for _ in range(_LAYERS):
        match = _closing(language).search(folded, start, end)
        if match is None:
            break
        is_introduced |= _names_it(language).search(match[0]) is not None
        end = match.start()
    return Framed(start, end, is_introduced)
