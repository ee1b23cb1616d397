"""The one reader of the languages' files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from languages.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Sections = Mapping[str, tuple[str, ...]]

FOLDER = Path(__file__).resolve().parent / "words"
NOTHING = "(?!)"
"""A pattern that nothing fits."""
FALLBACK = "en"
"""Stands in for a language that is not served."""
EVERYWHERE = "any"
"""The file of what is said alike whatever the language."""
_CODE = re.compile(r"[a-z]{2}")
_PART = re.compile(r"== (\w+) ==")
_SECTION = re.compile(r"\[(\w+(?: \w+)*)\]")
"""Several names where several sections have the same lines."""


@cache
def codes() -> tuple[str, ...]:
    """The languages served: those that have a file. English is the first."""
    found = {path.stem for path in FOLDER.glob("*.txt") if _CODE.fullmatch(path.stem)}
    return (FALLBACK, *sorted(found - {FALLBACK}))


def known(language: str) -> str:
    """The code of a language served, of a code with or without a region; English for any other."""
    code = language[:2].lower()
    return code if code in codes() else FALLBACK


@cache
def _file(code: str) -> Mapping[str, Sections]:
    """Part to section to lines, of which none is empty or a remark."""
    path = FOLDER / f"{code}.txt"
    parts: dict[str, dict[str, list[str]]] = {}
    here: list[list[str]] = []
    for line in _written(path):
        if opened := _PART.fullmatch(line):
            here, sections = [], parts.setdefault(opened[1], {})
        elif parts and (named := _SECTION.fullmatch(line)):
            here = [sections.setdefault(name, []) for name in named[1].split()]
        elif not here:
            raise LanguageError(path, f"“{line}” stands in no section")
        else:
            for section in here:
                section.append(line)
    frozen = {name: {one: tuple(found) for one, found in each.items()} for name, each in parts.items()}
    return MappingProxyType({name: MappingProxyType(each) for name, each in frozen.items()})


def _written(path: Path) -> Iterator[str]:
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line and line != "#" and not line.startswith("# "):
            yield line


def part(name: str, code: str) -> Sections:
    """The sections of a part, in the order written; none where the file has no such part."""
    return _file(code).get(name, MappingProxyType({}))


def lines(name: str, section: str, code: str) -> tuple[str, ...]:
    """The lines of a section; none where there is no such section."""
    return part(name, code).get(section, ())


def rows(name: str, section: str, code: str) -> tuple[tuple[str, str], ...]:
    """The lines of a section that are ``key: text``, in two. Raises ``LanguageError`` for one that is not."""
    found = [(line, *line.partition(": ")) for line in lines(name, section, code)]
    if wrong := [line for line, _key, colon, _text in found if not colon]:
        raise LanguageError(FOLDER / f"{code}.txt", f"“{wrong[0]}” in [{section}] is no “key: text”")
    return tuple((key.strip(), text.strip()) for _line, key, _colon, text in found)


def pieces(name: str, section: str, code: str, mark: str = "|") -> tuple[str, ...]:
    """What a section lists, one or several to a line with marks between."""
    found = (piece.strip() for line in lines(name, section, code) for piece in line.split(mark))
    return tuple(piece for piece in found if piece)


def pattern(name: str, section: str, code: str) -> str:
    """The patterns of a section as one group; where it has none, one that nothing fits."""
    return f"(?:{'|'.join(lines(name, section, code)) or NOTHING})"


def choices(name: str, section: str, *spoken: str) -> str:
    """The patterns of a section as one group, in whichever of the languages: bars with a space on either side between
    them, the longest first. Where there are none, one that nothing fits.
    """
    found = {choice for code in spoken for choice in pieces(name, section, code, " | ")}
    return f"(?:{'|'.join(sorted(found, key=lambda choice: (-len(choice), choice))) or NOTHING})"


@cache
def said(name: str, section: str, mark: str = "|") -> tuple[str, ...]:
    """What the section lists in any of the languages, each once, English first."""
    return tuple(dict.fromkeys(piece for code in codes() for piece in pieces(name, section, code, mark)))
