"""The language of the reply: the customer's, as far as they have shown it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from agents.desk import VOCABULARY
from agents.understanding import spoken
from agents.understanding.tokens import words
from businesses.references import find_reference
from languages import codes

if TYPE_CHECKING:
    from agents.understanding.types import Vocabulary
    from businesses.desk import Desk
    from conversations.engine.state import Memory, Tongue

NAME = frozenset({"name", "first_name", "last_name", "customer_name"})
NAME_WORDS = 4


def language_spoken(texts: list[str], memory: Memory, before: str, desk: Desk) -> tuple[str, Tongue]:
    """The language to answer in and how it came about; the last message that tells decides.

    A language asked for by its name is taken; so is one a message leaves no doubt about. All else keeps the language
    there was: "ok", a name that was asked for, a dish of the menu.
    """
    locale, tongue = before, "spoken"
    for text in texts:
        if asked := spoken.named(text):
            locale, tongue = asked, "asked"
        elif code := _heard(text, locale, memory, desk):
            locale, tongue = (code, "spoken") if code in codes() else (locale, "foreign")
    return locale, tongue  # type: ignore[return-value]  # one of the three above


def _heard(text: str, locale: str, memory: Memory, desk: Desk) -> str | None:
    if NAME & set(memory.requested) and len(text.split()) <= NAME_WORDS:
        return None
    if reference := find_reference(text):  # letters that are of no language
        text = f"{text[: reference.start]} {text[reference.end :]}"
    known = own_words(VOCABULARY.of(desk))
    return spoken.surely(text, default=locale[:2], without=known, is_opening=not memory.greeted)


@lru_cache(maxsize=64)
def own_words(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of the business's dishes and people, in whatever language they are: they do not tell the customer's."""
    terms = (*vocabulary.items, *vocabulary.staff)
    return frozenset(word.key for term in terms for word in words(term.name) if len(word.key) > 3)
