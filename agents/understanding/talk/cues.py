"""What the language of a message tells beside its intent: that it asks, lets go, keeps, is for somebody else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.talk.clauses import END, clauses
from agents.understanding.talk.phrasebook import Phrasebook, mended
from agents.understanding.talk.reading import ASKS, DEEDS, JOINT, OTHER, likeliest, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.talk.clauses import Clause
    from agents.understanding.talk.phrasebook import Phrase
    from agents.understanding.types import Cue

SAID: tuple[Cue, ...] = (
    "lets_go",
    "keeps",
    "is_new",
    "same_again",
    "no_reference",
    "pronoun",
    "other_one",
    "for_other",
    "for_child",
    "forgets_me",
    "asks_of_me",
    "late",
    "has_booking",
    "has_no_booking",
    "no_need",
    "pickup",
    "delivery",
    "dine_in",
    "signed",
)
"""Cues that are a phrase of the section of their name."""
OVER_COMMAS: tuple[Cue, ...] = ("forgets_me",)
"""Cues whose phrase is written with a comma in it: "vergiss, was du über mich weißt"."""
ELLIPTIC_LONGEST = 6


def cues(text: str, spoken: Sequence[str]) -> frozenset[Cue]:
    """Heard in the language whose words the message is made of; ``spoken`` are the likely ones, best first."""
    language = likeliest(text, spoken)
    found = frozenset(cue for clause in clauses(text) for cue in _in_clause(clause, language))
    return found | {cue for cue in OVER_COMMAS if _is_said_over_commas(cue, text, language)}


def _in_clause(clause: Clause, language: str) -> Iterator[Cue]:
    words = (*(mended(word, language) for word in clause.keys), END)
    names = [part.section for part in parts_of(clause.keys, language)]
    if clause.asks or ASKS in names or "request" in names:
        yield "question"
    yield from (cue for cue in SAID if _is_said(cue, words, names, language))
    if _has_clitic(words, language):
        yield "pronoun"
    if _is_elliptic(clause, words, names, language):
        yield "elliptic"


def _is_said(cue: Cue, words: Phrase, names: list[str], language: str) -> bool:
    if cue == "lets_go":
        return cue in names  # "no importa la hora" is no "no importa"
    found = list(_found(cue, words, language))
    if cue == "for_other":
        company = _book(language, "company")
        return any(company.match(words, end) is None for _, end in found)
    return bool(found)


def _is_said_over_commas(cue: Cue, text: str, language: str) -> bool:
    words = (tuple(mended(word, language) for word in clause.keys) for clause in clauses(text.replace(",", " ")))
    return any(next(_found(cue, (*each, END), language), None) for each in words)


def _found(section: str, words: Phrase, language: str) -> Iterator[tuple[int, int]]:
    book = _book(language, section)
    for start in range(len(words) - 1):
        if match := book.match(words, start):
            yield start, start + match.length


def _has_clitic(words: Phrase, language: str) -> bool:
    """ "lo cancelo", "l'annuler": an article looks alike, but stands before no deed."""
    clitics, deeds = _book(language, "clitic"), _book(language, *DEEDS)
    return any(clitics.match(words, place) and deeds.match(words, place + 1) for place in range(len(words) - 2))


def _is_elliptic(clause: Clause, words: Phrase, names: list[str], language: str) -> bool:
    if _book(language, "again").match(words, 0):
        return True
    is_short = len(clause.keys) <= ELLIPTIC_LONGEST and clause.asks and ASKS not in names and OTHER in names
    return is_short and (names[0] == JOINT or _book(language, "at").match(words, 0) is not None)


@cache
def _book(language: str, *names: str) -> Phrasebook:
    return Phrasebook(language, names)
