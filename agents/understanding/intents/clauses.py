"""A message in pieces that may each want something: "cancel friday, and where can I park?" holds two.

Where a sentence ends a piece ends. A comma or an "and" may end one as well: whether the pieces stand alone, or are one
clause ("monday, 1 december", "cut and colour"), is for their readings to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = 1200  # characters in which intents are looked for
PIECES = 8
SHORTEST = 3
"""Words that a piece after a bare "and" must have: "bacon and eggs" is one."""

_ABBREVIATED = (
    r"(?<!\b(?:dr|st|mr|ms|sr|no|nr|ca|av|pl)\.)(?<!\b(?:mrs|apt|sra|ave|str|tel|bzw|ecc|etc)\.)"
    r"(?<!(?<!:)\b\d\.)(?<!(?<!:)\b\d\d\.)"
)
_AND = alternatives("""
    and|but|also|plus|then|oh and|and also|and then|y|e|pero|además|también|luego|et|mais|puis|aussi|und|aber|außerdem
    dann|sowie|ed|ma|poi|inoltre|mas|depois|também
""")
_END = re.compile(rf"(?:(?<=[?!;…])|(?<=\.){_ABBREVIATED})\s+(?=\S)|\n+|\s+[-–|]\s+", re.IGNORECASE)
_SOMEBODY = r"(?<!\bjemand)(?<!\bjemanden)(?<!\bjemandem)"
"""After them a German comma begins what is told of that somebody: "jemanden, der Regale aufhängt"."""
_JOINT = re.compile(rf"{_SOMEBODY},\s*(?:{_AND}\s+)?(?=[¿¡]?[^\W\d])|\s+{_AND}\s+(?=[¿¡]?[^\W\d])", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:if|when|because|since|unless|wenn|falls|weil|si|se|quando|cuando|porque|quand|parce|perché)\b", re.IGNORECASE
)
_IMPERSONAL = re.compile(r"\s(?:e|ed|ma|poi|inoltre)\s+$", re.IGNORECASE)
"""Italian joints: after them "si" is no "if" but "one": "e si possono portare i cani?"."""
_EDGES = " ,\t"
_SAYS_SOMETHING = re.compile(r"[^\s,.!?;-]")


@dataclass(frozen=True, slots=True)
class Clause:
    """``start`` and ``end`` are offsets into the message; ``is_begun``: a sentence starts here, it joins no other."""

    text: str
    start: int
    end: int
    is_begun: bool = True


def pieces(text: str) -> list[Clause]:
    """In the order said; the message itself when it does not divide."""
    whole = Clause(text[:READ], 0, min(len(text), READ))
    found = [part for sentence in _divided(whole, _END) for part in _parts(sentence)]
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


def _parts(sentence: Clause) -> Iterator[Clause]:
    """A condition belongs to what follows it: "if it rains, can we sit inside?" is one."""
    if _CONDITION.match(sentence.text):
        yield sentence
        return
    begun, is_begun = 0, True
    for match in _JOINT.finditer(sentence.text):
        after = sentence.text[match.end() :]
        if not match[0].startswith(",") and len(after.split()) < SHORTEST:
            continue
        if _CONDITION.match(after) and not (_IMPERSONAL.search(match[0]) and after.lower().startswith("si ")):
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
