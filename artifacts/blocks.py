"""The text of an artifact as what it is made of: a little of Markdown, and nothing that is ever HTML.

``# `` to ``### `` begin a heading, ``- [ ] `` something to tick off (``- [x] `` done), ``- `` a point, ``> `` what is
quoted, ``| a | b |`` a row of a table, whose first one names the columns; everything else is a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 40_000
"""Characters of a text."""
MOST_COLUMNS = 12
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_TICK = re.compile(r"- \[([ xX])\] +(.*)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")

Kind = Literal["heading", "paragraph", "quote", "item", "tick", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """``level`` is a heading's; ``is_done`` of a tick; ``rows`` of a table, the columns' names first, all as long."""

    kind: Kind
    text: str = ""
    level: int = 0
    is_done: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(text: str) -> tuple[Block, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Block]:
    waiting: list[str] = []
    what: Kind = "paragraph"
    for raw in [*text[:LONGEST].splitlines(), ""]:
        line = raw.strip()
        kind = _kind_of(line)
        if waiting and kind != what:
            yield _gathered(what, waiting)
            waiting = []
        if kind in {"paragraph", "quote", "table"}:
            what = kind
            if line:
                waiting.append(line)
            elif waiting:
                yield _gathered(what, waiting)
                waiting = []
        else:
            yield _single(line)


def _kind_of(line: str) -> Kind:
    if _HEADING.fullmatch(line):
        return "heading"
    if _TICK.fullmatch(line):
        return "tick"
    if line.startswith("- "):
        return "item"
    if line.startswith("> "):
        return "quote"
    return "table" if line.startswith("|") and line.endswith("|") and len(line) > 1 else "paragraph"


def _single(line: str) -> Block:
    if heading := _HEADING.fullmatch(line):
        return Block("heading", heading[2].strip(), level=len(heading[1]))
    if tick := _TICK.fullmatch(line):
        return Block("tick", tick[2], is_done=tick[1] != " ")
    return Block("item", line[2:].strip())


def _gathered(kind: Kind, lines: list[str]) -> Block:
    if kind == "quote":
        return Block("quote", "\n".join(line[2:].strip() for line in lines))
    if kind != "table":
        return Block("paragraph", "\n".join(lines))
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    width = min(max(map(len, rows), default=0), MOST_COLUMNS)
    return Block("table", rows=tuple((*row[:width], *[""] * (width - len(row))) for row in rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line[1:-1].split("|"))


def heading(text: str, level: int = 1) -> str:
    return f"{'#' * level} {one_line(text)}"


def ticks(things: Iterable[str]) -> str:
    return "\n".join(f"- [ ] {one_line(each)}" for each in things)


def quoted(text: str) -> str:
    return "\n".join(f"> {line.strip()}" for line in text.splitlines() if line.strip())


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [_row(names), _row(["---"] * len(names)), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(one_line(cell).replace('|', '/') for cell in cells)} |"


def one_line(text: str) -> str:
    return " ".join(text.split())
