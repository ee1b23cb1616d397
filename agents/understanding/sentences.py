"""Sentence lists of this project: one a line, ``{a|b}`` for choices, ``# `` for remarks, ``[name]`` for parts."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"  +")
_PART = re.compile(r"\[(\w+)\]")


def expand(line: str) -> Iterator[str]:
    """Every sentence a line stands for, in the order written."""
    pieces = _CHOICE.split(line)
    choices = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    for chosen in itertools.product(*choices):
        yield _SPACES.sub(" ", "".join(chosen)).strip()


def read_parts(path: Path) -> dict[str, list[str]]:
    """The lines under each ``[name]``, unexpanded; lines before the first belong to ``""``."""
    parts: dict[str, list[str]] = {}
    name = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if part := _PART.fullmatch(line):
            name = part[1]
        elif line and line != "#" and not line.startswith("# "):
            parts.setdefault(name, []).append(line)
    return parts
