"""A message cut into what matters for a basket: names of the menu, numbers, small words, marks, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.understanding.numbers import find_numbers, number_words
from agents.understanding.orders.names import names_of
from agents.understanding.orders.words import words_of
from agents.understanding.tokens import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.orders.menu import Menu
    from agents.understanding.orders.said import Pair, Said
    from agents.understanding.tokens import Word

MOST = 200  # pieces of one dish; a greater number is a telephone's or a year
PAIR = 2
_MARKS = {".": "stop", "!": "stop", "?": "asked", ";": "stop", "\n": "stop", ",": "comma", ":": "comma", "(": "comma",
          ")": "comma", "&": "and", "+": "and", "×": "filler"}  # fmt: skip
_MUTE = frozenset({"unknown", "filler", "measure"})
_UNHEARD = frozenset("-'\"_*")
_CLOCK = re.compile(r"^\s*(?:[:.]\d|[ap]\.?m\b|uhr\b|h\b|o'clock|heures?\b|%|€|\$|£|euros?\b|min)", re.IGNORECASE)
_TIMES = re.compile(r"^(?P<number>.+?)(?:mal|x)$")
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Part:
    """One such word or group of words, and where it stands; ``labels`` tells all it may be."""

    start: int
    end: int
    labels: frozenset[str]
    text: str = ""
    number: int = 0
    items: tuple[str, ...] = ()
    options: tuple[Pair, ...] = ()
    kinds: tuple[str, ...] = ()
    is_whole: bool = True
    groups: tuple[str, ...] = ()
    """Groups of options the word is the name of: "scoops", "size"."""

    def may(self, *labels: str) -> bool:
        return not self.labels.isdisjoint(labels)

    @property
    def is_name(self) -> bool:
        return bool(self.items or self.options or self.kinds)

    @property
    def is_sure(self) -> bool:
        """Whether it is a name, and no word that only some name has in it."""
        return bool(self.items or self.options) or len(self.kinds) > 1

    @property
    def is_item(self) -> bool:
        return bool(self.items or self.kinds)


def parts_of(text: str, menu: Menu, language: str, meant: Sequence[Part] = ()) -> list[Part]:
    """Parts from left to right, not overlapping: the menu's names first, with those ``meant`` by other words, then the
    longer of number and small words.
    """
    tokens = words(text)
    fixed = _fixed(tokens, language)
    heard = [token for token in tokens if token.start not in fixed and _is_heard(token, text)]
    names = [_named(said, heard, text) for said in names_of(menu).find(heard, language)]
    names = [*(name for name in names if all(name.end <= one.start or name.start >= one.end for one in meant)), *meant]
    numbers = {part.start: part for part in reversed(list(_numbers(text, tokens, language)))}
    parts, place = list(names), 0
    while place < len(tokens):
        free = _until_name(tokens, place, names)
        part = _small(text, free, numbers, language) if free else None
        if part:
            parts.append(_as_group(part, menu))
        place += 1
        while part and place < len(tokens) and tokens[place].start < part.end:
            place += 1
    return sorted(parts, key=lambda part: part.start)


def _is_heard(token: Word, text: str) -> bool:
    """Marks inside a name are not heard, nor the one inside "0,5"."""
    is_decimal = token.key in {",", "."} and token.glued and text[token.end : token.end + 1].isdigit()
    return token.key not in _UNHEARD and not is_decimal


def _fixed(tokens: Sequence[Word], language: str) -> frozenset[int]:
    """Where the words of phrases stand that are no names whatever the menu has: "double checking"."""
    table = words_of(language)
    found: set[int] = set()
    for place in range(len(tokens)):
        length, labels = table.at(tokens, place)
        if "fixed" in labels:
            found.update(token.start for token in tokens[place : place + length])
    return frozenset(found)


def _named(said: Said, heard: Sequence[Word], text: str) -> Part:
    start, end = heard[said.start].start, heard[said.end - 1].end
    return Part(
        start, end, frozenset(), text[start:end], 0, said.items, said.options, said.kinds, said.is_whole
    )  # fmt: skip


def _numbers(text: str, tokens: Sequence[Word], language: str) -> Iterator[Part]:
    for n in find_numbers(text, language):
        if not 0 < n.value < MOST or _CLOCK.match(text[n.end :]):
            continue
        labels = {"ordinal"} if n.ordinal else {"number", "article"} if n.article else {"number"}
        yield Part(n.start, n.end, frozenset(labels), n.text, n.value)
    cardinals = number_words(language).cardinals
    for token in tokens:
        if token.key in _ARTICLES and language.startswith("en"):
            yield Part(token.start, token.end, frozenset({"number", "article"}), token.key, 1)
        elif (times := _TIMES.match(token.key)) and (value := cardinals.get(times["number"])):
            yield Part(token.start, token.end, frozenset({"number"}), token.key, value)


def _small(text: str, free: Sequence[Word], numbers: dict[int, Part], language: str) -> Part | None:
    """The part that the first of these words begins; ``None`` for a mark that says nothing."""
    length, labels = words_of(language).at(free, 0)
    start = free[0].start
    number = numbers.get(start)
    if number and (not length or number.end >= free[length - 1].end) and number.end <= free[-1].end:
        return replace(number, labels=number.labels | labels if number.end == free[length - 1].end else number.labels)
    labels = labels or _mark(free[0])
    if "pair" in labels:
        labels |= {"number"}
    end = free[max(length, 1) - 1].end
    return Part(start, end, labels, text[start:end], PAIR if "pair" in labels else 0) if labels else None


def _as_group(part: Part, menu: Menu) -> Part:
    """The word for a group of options says nothing but that: "size large", "three scoops"."""
    groups = names_of(menu).groups_called(fold(part.text)) if part.labels <= _MUTE else ()
    return replace(part, labels=frozenset({"group"}), groups=groups) if groups else part


def _mark(token: Word) -> frozenset[str]:
    if token.key in _UNHEARD:
        return frozenset()
    if token.key in _MARKS:
        return frozenset({_MARKS[token.key]})
    return frozenset({"unknown"} if token.key.isalpha() else {"filler"})


def _until_name(tokens: Sequence[Word], place: int, names: Sequence[Part]) -> Sequence[Word]:
    """The words from here to the next name of the menu, eight at most; none inside a name."""
    if any(name.start < tokens[place].end and tokens[place].start < name.end for name in names):
        return ()
    limit = min((name.start for name in names if name.start >= tokens[place].end), default=None)
    return [token for token in tokens[place : place + 8] if limit is None or token.end <= limit]
