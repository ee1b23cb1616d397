"""The words of a name: from where one may begin to where it ends."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.slots.names.words import BEGINNERS, CAPITALS, PARTICLES, hard, joins, ordinary, titles
from agents.understanding.tagger.words import is_first_name
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORD = re.compile(r"\S+")
_INSIDE = frozenset("'’ʼ-‐·・.")
_ENDS = "\"'’«»“”()[]<>*_~.…"
_LONGEST = 8


class Part(NamedTuple):
    """One word with its place, folded and without marks at its ends."""

    key: str
    text: str
    start: int
    end: int


class Name(NamedTuple):
    """A stretch of words that may be a name; ``is_whole`` when nothing but them was said."""

    start: int
    end: int
    words: tuple[Part, ...]
    is_whole: bool

    def text(self, whole: str) -> str:
        return whole[self.start : self.end]

    @property
    def is_capital(self) -> bool:
        """Written as names are, in scripts that have capitals."""
        return all(is_capital(word.text) for word in self.words if word.key not in PARTICLES | joins())


def is_capital(word: str) -> bool:
    """A capital or a letter of a script without any."""
    return not word[0].islower()


def read_name(text: str, start: int, end: int, language: str) -> Name | None:
    """The name a stretch of text begins with; None where it begins with anything else."""
    parts = list(parts_between(text, start, end))
    head: list[Part] = []
    for place, part in enumerate(parts[:_LONGEST]):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if not _is_word(part.text) or not _goes_on(part, head, following, language):
            break
        head.append(part)
    is_whole = len(head) == len(parts)
    while head and (
        head[-1].key in joins() or (len(head) > 1 and head[-1].key in PARTICLES and head[-1].text.islower())
    ):
        head.pop()
    if not head or all(part.key in titles() for part in head):
        return None
    return Name(head[0].start, head[-1].end, tuple(head), is_whole)


def parts_between(text: str, start: int, end: int) -> Iterator[Part]:
    """The words of a stretch, without the marks around them."""
    for match in _WORD.finditer(text, start, end):
        bare = match[0].strip(_ENDS)
        dotted = match[0].lstrip(_ENDS).rstrip(_ENDS.replace(".", ""))
        if not any(letter.isalnum() for letter in bare):
            continue  # a lone mark or picture
        first = match.start() + match[0].index(bare)
        keeps_dot = dotted.endswith(".") and (fold(bare) in titles() or len(bare) == 1 or fold(bare) in _SENIORITY)
        yield Part(fold(bare), bare, first, first + len(bare) + keeps_dot)


_SENIORITY = frozenset({"jr", "sr", "jnr", "snr", "st"})


def _is_word(word: str) -> bool:
    """Letters of any script with their marks, and what joins them; no digits, no signs."""
    letters = [character for character in word if character not in _INSIDE]
    kinds = {unicodedata.category(character)[0] for character in letters}
    return bool(letters) and kinds <= {"L", "M"} and "L" in kinds


def _goes_on(part: Part, head: list[Part], following: Part | None, language: str) -> bool:
    """Whether the word belongs to the name that was begun, or begins one."""
    is_followed = following is not None and _is_word(following.text) and is_capital(following.text)
    if part.key in titles():
        return following is not None or bool(head)
    if part.text == "I" and head and head[-1].key in joins():
        return False  # "my name is Ellen Marsh and I am writing"
    if head and part.key in joins() and not is_capital(part.text):
        return is_followed or (part.key in PARTICLES and _is_plain(following, language))
    if part.key in PARTICLES and (head or is_followed):
        if head and is_capital(part.text):
            return True
        return following is not None and (is_followed or _is_plain(following, language) or following.key in PARTICLES)
    if _is_of(hard, part, language):
        return False
    if is_capital(part.text) and head:
        return True
    if not _is_ordinary(part, language):
        return True
    if not head and part.key in CAPITALS and is_capital(part.text):
        return following is None or is_followed
    return not head and part.key in BEGINNERS and _begins(part, following, language)


def _begins(part: Part, following: Part | None, language: str) -> bool:
    """Whether an ordinary word is a name here: alone with a capital, or before what is no ordinary word."""
    if following is None:
        return is_capital(part.text)
    is_capital_next = is_capital(following.text) and not _is_of(hard, following, language)
    return _is_plain(following, language) or (_is_word(following.text) and is_capital_next)


def _is_plain(part: Part | None, language: str) -> bool:
    """A word that says nothing by itself, and so may be part of a name."""
    return part is not None and _is_word(part.text) and not _is_ordinary(part, language)


def _is_ordinary(part: Part, language: str) -> bool:
    return _is_of(ordinary, part, language) or _is_of(hard, part, language)


def _is_of(words: Callable[[str], frozenset[str]], part: Part, language: str) -> bool:
    """A word of the language or of English, which writes none with accents: "Côme" is no "come"."""
    is_english = part.text.isascii() and part.key in words("en")
    return is_english or part.key in words(language[:2])


def begins_with_first_name(name: Name) -> bool:
    return is_first_name(name.words[0].key) and name.words[0].key not in PARTICLES
