"""The answer to "what name?": the name as it was given, without its framing and what was said beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.names.framing import unframed
from agents.understanding.slots.names.likeness import LIKELY, likeness
from agents.understanding.slots.names.otherwise import says_else
from agents.understanding.slots.names.parts import (
    Name,
    begins_with_first_name,
    is_capital,
    parts_between,
    read_name,
)
from agents.understanding.slots.names.words import PART, joins, titles
from agents.understanding.tagger.words import is_first_name
from agents.understanding.talk.phrasebook import vocabulary
from languages import choices, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_BREAK = re.compile(r"[,;:!?¿¡\n()\"“”|/。、，]+|(?<![\s.][^\W\d_])(?<!^[^\W\d_])\.(?=\s|$)|\.\.+|…|\s[-–—]+\s")
_LATIN = re.compile(r"[a-zß-öø-ÿ]", re.IGNORECASE)
_LONGEST = 6
"""Words beyond which small letters are a sentence and no name."""
_NICKNAME = 3
"""Words of one with an ordinary word in it: "Old Joe Perkins"."""
MORE = 3
"""Words beside it from which only what looks like a name is one."""
UNLIKE = 0.05
"""How little a name that words introduce may look like one: "it's just my beard" is none."""


@cache
def _ending_title() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(])(?:{'|'.join(titles())}|jr|st)$")


@cache
def _goes_on(code: str) -> re.Pattern[str]:
    return re.compile(choices(PART, "goes_on", code))


def answered_name(reading: Reading, taken: Iterable[Slot], said: Iterable[Slot]) -> Name | None:
    """``taken`` are contact details and the like, which end a name; ``said`` what the business's own words may say."""
    folded = _without(reading.folded, taken)
    found = [
        (name, is_introduced)
        for start, end, is_question in _stretches(folded)
        if (read := _read(reading, folded, start, end, tuple(said), is_question=is_question))
        for name, is_introduced in (read,)
    ]
    for name, is_introduced in found:
        if is_introduced:
            return name
    return _joined(reading, [name for name, _ in found]) or _nickname(reading, said)


def _nickname(reading: Reading, said: Iterable[Slot]) -> Name | None:
    """ "Big Dave": nothing but capitals, a first name among them after a word of every sentence."""
    words = list(parts_between(reading.text, 0, len(reading.text)))
    is_short = 1 < len(words) <= _NICKNAME and all(is_capital(word.text) for word in words)
    if not (is_short and any(is_first_name(word.key) for word in words[1:])):
        return None
    name = Name(words[0].start, words[-1].end, tuple(words), is_whole=True)
    return None if reading.expressions or says_else(reading, name, said) else name


def _without(folded: str, taken: Iterable[Slot]) -> str:
    for slot in taken:
        folded = folded[: slot.start] + "\n" * (slot.end - slot.start) + folded[slot.end :]
    return folded


def _stretches(folded: str) -> Iterator[tuple[int, int, bool]]:
    """The message between its marks, and whether a question mark ends the stretch; the dot of a title ends none."""
    start = 0
    for match in _BREAK.finditer(folded):
        if match[0].startswith(".") and _ending_title().search(folded, start, match.start()):
            continue
        yield start, match.start(), "?" in match[0]
        start = match.end()
    yield start, len(folded), False


def _read(
    reading: Reading, folded: str, start: int, end: int, said: tuple[Slot, ...], *, is_question: bool
) -> tuple[Name, bool] | None:
    framed = unframed(reading.text, folded, start, end, reading.language)
    name = read_name(reading.text, framed.start, framed.end, reading.language)
    if name is None or says_else(reading, name, said):
        return None
    if _is_cry(reading, folded, name, is_introduced=framed.is_introduced):
        return None
    return (name, framed.is_introduced) if _is_meant(reading, name, is_question=is_question) else None


def _is_cry(reading: Reading, folded: str, name: Name, *, is_introduced: bool) -> bool:
    """Whether the message goes on to say something else, and this looks like no name: "Ach Mist, da arbeite ich".

    Contact details are line breaks in ``folded``: beside them a name is told. An unknown word in small letters is none
    whatever it looks like.
    """
    said, is_known = name.text(reading.text), begins_with_first_name(name)
    is_titled = name.words[0].key in titles() and (name.is_capital or likeness(said) >= UNLIKE)
    is_told = is_titled or not _LATIN.search(said) or "\n" in folded or (is_known and name.is_capital)
    if is_told or len(f"{folded[: name.start]} {folded[name.end :]}".split()) < MORE:
        return False
    is_small = len(name.words) == 1 and not name.is_capital and not is_known
    return likeness(said) < UNLIKE if is_introduced else is_small or likeness(said) < LIKELY


def _is_meant(reading: Reading, name: Name, *, is_question: bool) -> bool:
    """In small letters a name stands alone and beside no question, or is a known first name.

    Before other words it has capitals or is beside no question ("tiramisu? nan lives for it"), and one word alone is
    a known first name that is no word of the language: "hope its the same girl".
    """
    known, is_several = begins_with_first_name(name), len(name.words) > 1
    if is_question:
        return (known or (name.is_capital and is_several)) and (name.is_whole or _is_joined(reading, name))
    if name.is_whole:
        return known or name.is_capital or (len(name.words) <= _LONGEST and "?" not in reading.text)
    is_word = not is_several and name.words[0].key in vocabulary(reading.language)
    is_told = known and not is_word and (name.is_capital or "?" not in reading.text)
    return is_told or (name.is_capital and (is_several or _is_joined(reading, name)))


def _is_joined(reading: Reading, name: Name) -> bool:
    """ "Bryony and two kids", not "Nehmen Sie Karten"."""
    following = reading.folded[name.end :].split(maxsplit=1)
    return bool(following) and (
        following[0] in joins() or _goes_on(known(reading.language)).fullmatch(following[0]) is not None
    )


def _joined(reading: Reading, names: list[Name]) -> Name | None:
    """The first name; "Smith, John" is one."""
    if not names:
        return None
    first = names[0]
    if len(names) > 1 and _is_turned_round(reading, first, names[1]):
        return Name(first.start, names[1].end, (*first.words, *names[1].words), is_whole=True)
    return first


def _is_turned_round(reading: Reading, first: Name, second: Name) -> bool:
    between = reading.text[first.end : second.start].strip()
    is_short = len(first.words) == 1 and len(second.words) <= 2
    return between == "," and is_short and first.is_whole and second.is_whole and first.is_capital and second.is_capital


def is_no_name(message: str) -> bool:
    """Whether it is a word people answer with instead of a name: "yes", "ja"."""
    return len(message.split()) == 1 and read_name(message, 0, len(message), "en") is None
