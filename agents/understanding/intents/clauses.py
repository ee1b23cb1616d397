"""A message in pieces that may each want something: "cancel friday, and where can I park?" holds two.

Where a sentence ends a piece ends. A comma or an "and" may end one as well: whether the pieces stand alone, or are one
clause ("monday, 1 december", "cut and colour"), is for their readings to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from languages import choices, known
from languages import pieces as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

READ = 1200  # characters in which intents are looked for
PIECES = 8
SHORTEST = 3
"""Words that a piece after a bare "and" must have: "bacon and eggs" is one."""

PART = "clauses"
_EDGES = " ,\t"
_SAYS_SOMETHING = re.compile(r"[^\s,.!?;-]")


@dataclass(frozen=True, slots=True)
class Clause:
    """``start`` and ``end`` are offsets into the message; ``is_begun``: a sentence starts here, it joins no other."""

    text: str
    start: int
    end: int
    is_begun: bool = True


@dataclass(frozen=True, slots=True)
class _Words:
    """Where a language's sentences and clauses end; ``condition`` begins one that belongs to what follows."""

    end: re.Pattern[str]
    joint: re.Pattern[str]
    condition: re.Pattern[str]
    bare_condition: re.Pattern[str]
    """The same where nothing joins it to what is before: after "e" an Italian "si" is "one"."""


@cache
def _words(code: str) -> _Words:
    joins = choices(PART, "and", code)
    dots = rf"{_behind(listed(PART, 'abbreviated', code, ' '), dot=True)}(?<!(?<!:)\b\d\.)(?<!(?<!:)\b\d\d\.)"
    condition = choices(PART, "if", code)
    somebody = _behind(listed(PART, "somebody", code))
    return _Words(
        end=re.compile(rf"(?:(?<=[?!;…])|(?<=\.){dots})\s+(?=\S)|\n+|\s+[-–|]\s+", re.IGNORECASE),
        joint=re.compile(
            rf"{somebody},\s*(?:{joins}\s+)?(?=[¿¡]?[^\W\d])|\s+{joins}\s+(?=[¿¡]?[^\W\d])", re.IGNORECASE
        ),
        condition=re.compile(rf"{condition}\b", re.IGNORECASE),
        bare_condition=re.compile(rf"(?:{condition}|{choices(PART, 'if_bare', code)})\b", re.IGNORECASE),
    )


def _behind(words: Iterable[str], *, dot: bool = False) -> str:
    """A pattern for places that are behind none of the words: a look behind has one length."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    end = r"\." if dot else ""
    return "".join(rf"(?<!\b(?:{'|'.join(alike)}){end})" for alike in by_length.values())


def pieces(text: str, code: str) -> list[Clause]:
    """In the order said, in the language; the message itself when it does not divide."""
    words = _words(known(code))
    whole = Clause(text[:READ], 0, min(len(text), READ))
    found = [part for sentence in _divided(whole, words.end) for part in _parts(sentence, words)]
    found = [clause for clause in map(_trimmed, found) if _SAYS_SOMETHING.search(clause.text)]
    return _capped(text, found) or [whole]


def joined(text: str, first: Clause, last: Clause) -> Clause:
    """The clause that runs from the start of one to the end of another."""
    return Clause(text[first.start : last.end], first.start, last.end, first.is_begun)


def _capped(text: str, found: list[Clause]) -> list[Clause]:
    """What is beyond the last piece that is read belongs to it."""
    if len(found) <= PIECES:
        return found
    return [*found[: PIECES - 1], joined(text, found[PIECES - 1], found[-1])]


def _parts(sentence: Clause, words: _Words) -> Iterator[Clause]:
    """A condition belongs to what follows it: "if it rains, can we sit inside?" is one."""
    if words.bare_condition.match(sentence.text):
        yield sentence
        return
    begun, is_begun = 0, True
    for match in words.joint.finditer(sentence.text):
        after = sentence.text[match.end() :]
        if not match[0].startswith(",") and len(after.split()) < SHORTEST:
            continue
        is_joined = any(letter.isalpha() for letter in match[0])
        if (words.condition if is_joined else words.bare_condition).match(after):
            continue
        yield _slice(sentence, begun, match.start(), is_begun=is_begun)
        begun, is_begun = match.end(), False
    yield _slice(sentence, begun, len(sentence.text), is_begun=is_begun)


def _divided(clause: Clause, joint: re.Pattern[str]) -> Iterator[Clause]:
    begun = 0
    for match in joint.finditer(clause.text):
        yield _slice(clause, begun, match.start())
        begun = match.end()
    yield _slice(clause, begun, len(clause.text))


def _trimmed(clause: Clause) -> Clause:
    begun = len(clause.text) - len(clause.text.lstrip(_EDGES))
    return _slice(clause, begun, len(clause.text.rstrip(_EDGES)), is_begun=clause.is_begun)


def _slice(clause: Clause, begun: int, ended: int, *, is_begun: bool = True) -> Clause:
    return Clause(clause.text[begun:ended], clause.start + begun, clause.start + ended, is_begun)
