"""Passages of a document: as much as belongs together and the encoder reads, never across a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.blocks import Block

LONGEST = 900
"""Characters: about 220 tokens, of the 256 that the encoder of passages reads."""
HEADING_LONGEST = 200
BETWEEN = " \u203a "
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage with the headings above it, outermost first, and the page it begins on."""

    text: str
    heading: str = ""
    page: int | None = None

    @property
    def whole(self) -> str:
        """What is searched: a passage is about what it stands under."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text


def pieces_of(blocks: Iterable[Block], title: str = "") -> Iterator[Piece]:
    """The passages of a document called ``title``, in order; a heading with nothing under it is a passage."""
    path, waiting = Path(title), Waiting()
    for block in blocks:
        if block.kind == "heading":
            if not (waiting.is_bare and block.level > path.level):
                yield from waiting.out(path.told)
            path.open(block.level, block.text)
            waiting.open(block.page)
        else:
            for part in parts_of(block.text):
                if not waiting.takes(part):
                    yield from waiting.out(path.told)
                waiting.add(part, block.page)
    yield from waiting.out(path.told)


class Path:
    """The headings that are open."""

    def __init__(self, title: str) -> None:
        self._title, self._open = title, list[tuple[int, str]]()

    def open(self, level: int, text: str) -> None:
        self._open = [each for each in self._open if each[0] < level]
        self._open.append((level, " ".join(text.split())[:HEADING_LONGEST]))

    @property
    def level(self) -> int:
        """That of the heading opened last, 0 where none is."""
        return self._open[-1][0] if self._open else 0

    @property
    def told(self) -> str:
        names = [self._title, *(text for _level, text in self._open)]
        return BETWEEN.join(dict.fromkeys(name for name in names if name))[: 2 * HEADING_LONGEST]


class Waiting:
    """What has been gathered for the next passage. ``is_bare``: a heading was opened and nothing has come under it."""

    def __init__(self) -> None:
        self._parts, self.is_bare = list[str](), False
        self._page: int | None = None

    def takes(self, part: str) -> bool:
        return sum(len(each) + 1 for each in self._parts) + len(part) <= LONGEST

    def open(self, page: int | None) -> None:
        """A heading, on that page."""
        self._page, self.is_bare = page, True

    def add(self, part: str, page: int | None) -> None:
        if not self._parts:
            self._page = page
        self._parts.append(part)
        self.is_bare = False

    def out(self, heading: str) -> Iterator[Piece]:
        if self._parts:
            yield Piece("\n".join(self._parts), heading, self._page)
        elif self.is_bare:
            yield Piece(heading.rsplit(BETWEEN, 1)[-1], heading, self._page)
        self._parts, self._page, self.is_bare = [], None, False


def parts_of(text: str) -> Iterator[str]:
    """A paragraph as it is where it is short enough, else at the ends of its sentences, else of its words."""
    text = " ".join(text.split())
    gathered = ""
    for sentence in _SENTENCE.split(text) if len(text) > LONGEST else [text]:
        for part in _broken(sentence):
            if gathered and len(gathered) + len(part) + 1 > LONGEST:
                yield gathered
                gathered = part
            else:
                gathered = f"{gathered} {part}".strip()
    if gathered:
        yield gathered


def _broken(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", LONGEST // 2, LONGEST)
        at = at if at > 0 else LONGEST
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    yield sentence
