"""What a new dish is called: the words that are left when all that says what to do with it is taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.owner.said import Said
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.owner.words import Phrases
    from agents.understanding.types import Term

LONGEST = 80
_EDGES = " \t\n.,:;!?\"'“”„«»‹›-–—()"


def section_in(phrases: Phrases, sections: Iterable[Term]) -> tuple[str, tuple[int, int] | None]:
    """The section of the menu that is named, and where; the one named last."""
    best: tuple[str, tuple[int, int] | None] = ("", None)
    said = words(phrases.text)
    for term in sections:
        for name in (term.name, *term.aliases):
            sought = [stem(fold(each.key)) for each in words(name)]
            for place in range(len(said) - len(sought) + 1):
                here = said[place : place + len(sought)]
                if [stem(each.key) for each in here] == sought and (best[1] is None or here[0].start > best[1][0]):
                    best = (term.name, (here[0].start, here[-1].end))
    return best


def new_dish(phrases: Phrases, sections: Iterable[Term], taken: Iterable[tuple[int, int]]) -> Said:
    """Its name and section, each "" where none is told; the first words that are left are the name."""
    section, place = section_in(phrases, sections)
    out = [*phrases.spans("adds", "costs"), *taken, *([place] if place else [])]
    kept = list(phrases.text)
    for start, end in out:
        kept[start:end] = "\n" * (end - start)
    pieces = (_trimmed(piece, phrases) for piece in re.split(r"[\n,;:]+", "".join(kept)))
    name = next(filter(None, pieces), "")[:LONGEST].strip(_EDGES)
    return Said(name=name[:1].upper() + name[1:], section=section)


def _trimmed(piece: str, phrases: Phrases) -> str:
    """Without the words at either end that name nothing: "a new dish called … for"."""
    said = piece.split()
    empty = {phrases.folded[start:end] for start, end in phrases.spans("called", "to")}
    plain = {each for phrase in empty for each in phrase.split()}
    while said and fold(said[0].strip(_EDGES)) in {*plain, ""}:
        said.pop(0)
    while said and fold(said[-1].strip(_EDGES)) in {*plain, ""}:
        said.pop()
    return " ".join(said).strip(_EDGES)
