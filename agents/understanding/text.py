"""The text as a person sees it: no invisible characters, no letters in disguise, and the way back to what came in.

Time is bounded: at most ``RECEIVED`` characters are read, one pass each; the rest is left out and ``is_cut`` says so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

RECEIVED = 10_000
MARKS = 2  # combining marks kept per letter: enough for Vietnamese, too few for text that climbs out of its line

_SPACES = {0x00A0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)}
_INVISIBLE = {
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160,
    0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFFC), *range(0xE0100, 0xE01F0),
}  # fmt: skip
_TAGS = range(0xE0000, 0xE0080)  # an invisible copy of ASCII: only ever used to hide text
_HIDDEN = (_INVISIBLE | set(_TAGS)) - {0x200C, 0x200D}  # Persian and Indian names are written with these two
_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "″": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁄": "/",
    "\u2028": "\n", "\u2029": "\n", "\r": "\n", "\t": " ",
}  # fmt: skip
_LOOKALIKES = str.maketrans(
    "авсеһіјкӏмпорԛѕтԝхуѵӡԁɡɑοανερτυικχηАВСЕНІЈКМОРЅТХУԌԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧαıſѐёїӧ",
    "abcehijklmnopqstwxyv3dgaoavepruikxnABCEHIJKMOPSTXYGWABEZHIKMNOPTYXaisèëïö",
)
_WORD = re.compile(r"[^\W\d_]+(?:[\d_]*[^\W\d_]+)*")
_FOREIGN = re.compile(r"[\u0370-\u052F\u0250-\u02AFıſ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``offsets[i]`` is where character ``i`` of ``text`` stood in the text as received; one more entry marks the end.

    ``hidden`` is text that was written in invisible characters; ``disguised`` counts letters replaced by their
    look-alikes and ``removed`` invisible characters.
    """

    text: str
    offsets: tuple[int, ...] | range
    hidden: str = ""
    disguised: int = 0
    removed: int = 0
    is_cut: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the received text of ``text[start:end]``; an empty span stays empty."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=256)
def normalise(received: str) -> Normalised:
    """Invisible characters go, disguised letters become what they look like, quotes, dashes and spaces become plain."""
    is_cut = len(received) > RECEIVED
    text = received[:RECEIVED]
    if text.isascii() and text.isprintable():
        return Normalised(text, range(len(text) + 1), is_cut=is_cut)
    characters, offsets, hidden, removed = _visible(text)
    folded, disguised = _undisguised("".join(characters))
    return Normalised(folded, (*offsets, len(text)), hidden, disguised, removed, is_cut)


def as_given(received: str) -> str:
    """A stretch of the text as received, for keeping: composed, on one line, without what cannot be seen."""
    seen = (character for character in received if ord(character) not in _HIDDEN)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def _visible(text: str) -> tuple[list[str], list[int], str, int]:
    """Characters that can be seen, each with its place; an accent joins the letter before it where Unicode has both."""
    characters: list[str] = []
    offsets: list[int] = []
    hidden: list[str] = []
    removed = marks = 0
    for place, character in enumerate(text):
        code = ord(character)
        if code in _TAGS:
            hidden.append(chr(code - 0xE0000) if 0xE0020 <= code < 0xE007F else "")
        if code in _INVISIBLE or code in _TAGS:
            removed += 1
            continue
        if code >= 0x300 and unicodedata.combining(character):
            marks += 1
            removed += not _add_mark(characters, offsets, character, place, marks)
            continue
        marks = 0
        for plain in _plain(character):
            characters.append(plain)
            offsets.append(place)
    return characters, offsets, "".join(hidden).strip(), removed


def _add_mark(characters: list[str], offsets: list[int], mark: str, place: int, marks: int) -> bool:
    if marks > MARKS or not characters:
        return False
    joined = unicodedata.normalize("NFC", characters[-1] + mark)
    if len(joined) == 1:
        characters[-1] = joined
        return True
    if _LATIN.match(characters[-1]):
        return False  # Latin has no such letter: decoration
    characters.append(mark)
    offsets.append(place)
    return True


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Full-width, mathematical, circled and small-capital letters and digits become plain ones; fractions stay."""
    code = ord(character)
    if code < 0x80 and code not in (0x09, 0x0D, 0x60):
        return character
    if code in _SPACES:
        return " "
    if character in _PLAIN:
        return _PLAIN[character]
    if 0x1F1E6 <= code <= 0x1F1FF:  # regional indicators: flags, or letters in boxes
        return character
    if unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Lm", "Nd", "So"} and code < 0x20000:
        compatible = unicodedata.normalize("NFKC", character)
        return compatible if len(compatible) <= 4 and compatible.isalnum() else character
    return character


def _undisguised(text: str) -> tuple[str, int]:
    """A word that mixes scripts, or a word all of look-alikes in a Latin text, is read as Latin."""
    if not _FOREIGN.search(text):
        return text, 0
    latin = len(_LATIN.findall(text)) > len(_FOREIGN.findall(text))
    count = 0

    def fold(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        foreign = len(_FOREIGN.findall(word))
        plain = word.translate(_LOOKALIKES)
        is_mixed = 0 < foreign < len(word) and _LATIN.search(word) is not None
        if not foreign or not (is_mixed or (latin and len(word) > 1 and not _FOREIGN.search(plain))):
            return word
        if _is_turkish(word):
            return word
        count += foreign - len(_FOREIGN.findall(plain))
        return plain

    return _WORD.sub(fold, text), count


def _is_turkish(word: str) -> bool:
    """A dotless i among Latin letters is Turkish, not a disguise."""
    return all(letter == "ı" for letter in _FOREIGN.findall(word))
