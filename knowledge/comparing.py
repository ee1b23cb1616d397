"""Two versions side by side: lines against lines, and within a line that changed, words against words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]")
LONGEST_LINE = 2_000
"""Characters up to which a line is compared word by word; a longer one is shown as changed as a whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of each, None where the other has no such line."""

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None
    kind: Literal["same", "changed", "added", "removed"]


def compared(before: str, after: str) -> tuple[Pair, ...]:
    old, new = before.splitlines(), after.splitlines()
    return tuple(_pairs(old, new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for left, right in zip_longest(old[start:end], new[first:last]):
            if what == "equal":
                yield Pair(_whole(left), _whole(right), "same")
            elif left is None:
                yield Pair(None, _whole(right, is_changed=True), "added")
            elif right is None:
                yield Pair(_whole(left, is_changed=True), None, "removed")
            else:
                yield Pair(*_words(left, right), "changed")


def _whole(line: str, *, is_changed: bool = False) -> tuple[Piece, ...]:
    return (Piece(line, is_changed),) if line else ()


def _words(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if max(len(left), len(right)) > LONGEST_LINE:
        return _whole(left, is_changed=True), _whole(right, is_changed=True)
    old, new = _WORD.findall(left), _WORD.findall(right)
    before: list[Piece] = []
    after: list[Piece] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_changed = what != "equal"
        if end > start:
            before.append(Piece("".join(old[start:end]), is_changed))
        if last > first:
            after.append(Piece("".join(new[first:last]), is_changed))
    return tuple(before), tuple(after)
