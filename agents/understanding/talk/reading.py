"""A clause as phrases of known sections, and which language's words a message is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from agents.understanding.talk.clauses import END, clauses
from agents.understanding.talk.phrasebook import Phrasebook, languages, mended, sections, small_words, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEDS = ("book", "move", "cancel")
OTHER, ASKS = "other", "asks"
LEADS = frozenset({"yes", "fine", "no", "not", "please", "courtesy", "and"})
"""What a clause may open with before it says something."""
JOINT = "and"
_ORDER = (
    "lets_go", "keeps", "no", "wait", "yes", "fine", "please", "condition", "courtesy", "request", *DEEDS, "object",
    "not", JOINT,
)  # fmt: skip
FILLS, HEARD = 0.9, 0.5
LIKELY = (0.3, 0.2)
"""What being the message's, or the conversation's, language counts for, in shares of words."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the clause that make a phrase of ``section``, or one that makes none."""

    section: str
    words: tuple[str, ...]


def negates(part: Part, language: str) -> bool:
    """Whether the part ends in a word that turns down what follows it: "do not", "please don't", "não"."""
    words = sections(language)["not"]
    return any(part.words[start:] in words for start in range(len(part.words)))


def likeliest(text: str, spoken: Sequence[str]) -> str:
    """The language most of the words are of; where two know as many, the likelier of ``spoken``, best first."""
    return _likeliest(text, tuple(spoken[: len(LIKELY)]))


@lru_cache(maxsize=64)  # a message is heard for its consent and for its cues
def _likeliest(text: str, spoken: tuple[str, ...]) -> str:
    return max(languages(), key=lambda language: _known(text, language) + _likely(language, spoken))


def _likely(language: str, spoken: tuple[str, ...]) -> float:
    return LIKELY[spoken.index(language)] if language in spoken else 0.0


def _known(text: str, language: str) -> float:
    """The share of words that are of the language; figures are of none."""
    parts = [part for clause in clauses(text) for part in parts_of(clause.keys, language)]
    told = [part for part in parts if not part.words[0][0].isdigit()]
    known = sum(_weight(part, language) * len(part.words) for part in told)
    return known / max(sum(len(part.words) for part in told), 1)


def _weight(part: Part, language: str) -> float:
    """Words that say nothing are alike in many languages: "si ma" is "yes but" rather than "if my"."""
    if part.section == OTHER and part.words[0] not in small_words(language):
        return HEARD if part.words[0] in vocabulary(language) else 0.0
    return FILLS if part.section in {OTHER, "filler"} else 1.0


@lru_cache(maxsize=512)
def parts_of(said: tuple[str, ...], language: str) -> tuple[Part, ...]:
    """The clause as phrases, the longest first; a question opens after courtesies, agreement or a joint."""
    words = (*(mended(word, language) for word in said), END)
    parts: list[Part] = []
    place, may_open, is_first = 0, True, True
    while place < len(words) - 1:
        part = _part(words, place, language, may_open=may_open, is_first=is_first)
        parts.append(part)
        is_first = is_first and part.section in {*LEADS, "condition"}
        may_open = is_first or part.section == JOINT
        place += len(part.words)
    return tuple(parts)


def _part(words: tuple[str, ...], place: int, language: str, *, may_open: bool, is_first: bool) -> Part:
    book = _book(language, may_open=may_open, is_first=is_first)
    found, asked = book.match(words, place), _within(language).match(words, place)
    if asked and (not found or found.section not in {"request", "yes", "wait"} or asked.length > found.length):
        found = asked
    section, size = (found.section.partition("_within")[0], found.length) if found else (OTHER, 1)
    section = ASKS if section == "asks_first" else section
    here = words[place : place + size]
    if (
        section == "yes"
        and here in sections(language)["condition"]
        and not _stands_alone(words, place + size, language)
    ):
        section = "condition"  # "si puedo"
    if section == OTHER and not here[0][0].isalnum():
        section = "courtesy"  # a smiley
    return Part(section, here)


def _stands_alone(words: tuple[str, ...], place: int, language: str) -> bool:
    """Whether nothing follows that an "if" could lead in: "sí", "sí gracias", "sí anúlela", "sí pero"."""
    after = _book(language, may_open=False, is_first=False).match(words, place)
    return words[place] == END or (after is not None and after.section in {*LEADS, "wait", "condition", *DEEDS})


@cache
def _book(language: str, *, may_open: bool, is_first: bool) -> Phrasebook:
    openers = (*(("asks",) if may_open else ()), *(("asks_first",) if may_open and is_first else ()))
    return Phrasebook(language, (*_ORDER, *openers, "filler"))


@cache
def _within(language: str) -> Phrasebook:
    return Phrasebook(language, ("asks_within",))
