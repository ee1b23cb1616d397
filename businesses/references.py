"""References a person can read aloud and type back."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: one of each pair that is mistaken for the other is missing, or both are. No vowels,
# so that no words come out.
ALPHABET = "234679CDFGHJKMNPQRTVWX"
LENGTH = 6
# What people type for the look-alike that is in the alphabet.
LOOKALIKES = str.maketrans({"Z": "2", "U": "V"})
SHAPE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_reference() -> str:
    """Such as ``K7F-2QM``: one of 113 million (22 to the sixth power, less those of digits alone, which in a message
    are read as a phone number).
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return new_reference() if code.isdecimal() else f"{code[:3]}-{code[3:]}"


def new_references(count: int, *, besides: Iterable[str]) -> list[str]:
    """All different, and none of those given: of 4,000 drawn freely, two are the same once in fourteen times."""
    taken = set(besides)
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn |= {new_reference()} - taken
    return list(drawn)


def parse_reference(text: str) -> str | None:
    """The reference in the form it is stored, however it was spaced or cased; ``None`` for what cannot be one."""
    code = re.sub(r"[\s\-\u2013\u2014_.]+", "", text[:40]).upper().translate(LOOKALIKES)
    return f"{code[:3]}-{code[3:]}" if SHAPE.fullmatch(code) else None


# Joined, with a hyphen, or spaced in capitals; "7pm-9pm" is the one thing people type that looks alike.
TYPED = re.compile(r"\b(?!\d[ap]m)(?:[A-Za-z0-9]{3}[\-\u2013]?[A-Za-z0-9]{3}|[A-Z0-9]{3} [A-Z0-9]{3})\b")
# Shaped like a reference, whatever its letters.
ODD = re.compile(r"\b(?=\w{0,2}[A-Za-z]|\w{3}-\w{0,2}[A-Za-z])[A-Z0-9]{3}-[A-Z0-9]{3}\b")


@dataclass(frozen=True, slots=True)
class FoundReference:
    """What stands in a text as a reference; ``code`` is None where it is shaped like one and cannot be one."""

    start: int
    end: int
    text: str
    code: str | None

    def blanked(self, text: str) -> str:
        """The text with "it" in its place and every other character where it was."""
        return f"{text[: self.start]}{'it'.ljust(self.end - self.start)}{text[self.end :]}"


def find_reference(text: str) -> FoundReference | None:
    """The first reference in a text, however it was typed; digits alone are a phone number's."""
    for match in TYPED.finditer(text):
        if re.search(r"[A-Za-z]", match[0]) and (code := parse_reference(match[0])):
            return FoundReference(*match.span(), match[0], code)
    odd = ODD.search(text)
    return FoundReference(*odd.span(), odd[0], None) if odd else None
