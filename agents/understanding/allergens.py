"""Allergens that a text names, and whether it states an allergy, in the languages served."""

from __future__ import annotations

import re
from functools import cache

from agents.understanding.talk.phrasebook import small_words
from agents.understanding.tokens import fold
from languages import part, pieces, said

PART = "allergens"
_ALLERGY = re.compile(r"all?erg|intoleran|anap?[hf][iy]la|unvertragl|coeliac|celiac|zoliak|celia[ck]")
_FREE_OF = re.compile(
    r"[\w)]-?\s?free\b|\bfree (?:of|from)\b|\b(?:without|no|not|don't|doesn't|sin|sans|pas de|ohne|kein\w*|senza|sem)\b"
)


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Per allergen what names it, for text without accents; a small word of the language names none: "soy"."""
    small = small_words(language)
    return {
        name: re.compile(rf"\b(?:{'|'.join(_pattern(w, language) for w in said(PART, name, ' ') if w not in small)})\b")
        for name in part(PART, "en")
    }


def _pattern(word: str, language: str) -> str:
    """A beginning stands for all its words in the text's language; of another's only for itself and short endings, so
    that "fischiano" is no "Fisch".
    """
    return word.replace("_", " ").replace("*", r"\w*" if word in own_words(language) else r"\w{0,2}")


@cache
def own_words(language: str) -> frozenset[str]:
    return frozenset(word for name in part(PART, "en") for word in pieces(PART, name, language[:2], " "))


def allergens_in(text: str, language: str) -> tuple[str, ...]:
    """The allergens named, by the codes of Regulation (EU) 1169/2011's list as ``businesses.models.Allergen`` has
    them, in a text of a language served."""
    folded = fold(text)
    return tuple(name for name, pattern in _patterns(language).items() if pattern.search(folded))


def speaks_of_allergy(text: str, language: str) -> bool:
    """Whether it speaks of an allergy or an allergen, and not of a diet."""
    return bool(_ALLERGY.search(fold(text))) or bool(allergens_in(text, language))


def states_allergy(text: str) -> bool:
    """Whether somebody is said to be allergic."""
    return bool(_ALLERGY.search(fold(text)))


def asks_without(text: str) -> bool:
    """Whether what is without an allergen is asked for, and not what has it."""
    return bool(_FREE_OF.search(fold(text)))
