"""References a person can read aloud and type back."""

from __future__ import annotations

import re
import secrets

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: one of each pair that is mistaken for the other is missing, or both are. No vowels,
# so that no words come out.
ALPHABET = "234679CDFGHJKMNPQRTVWX"
LENGTH = 6
# What people type for the look-alike that is in the alphabet.
LOOKALIKES = str.maketrans({"Z": "2", "U": "V"})
SHAPE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_reference() -> str:
    """Such as ``K7F-2QM``: one of 113 million (22 to the sixth power)."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{code[:3]}-{code[3:]}"


def parse_reference(text: str) -> str | None:
    """The reference in the form it is stored, however it was spaced or cased; ``None`` for what cannot be one."""
    code = re.sub(r"[\s\-\u2013\u2014_.]+", "", text[:40]).upper().translate(LOOKALIKES)
    return f"{code[:3]}-{code[3:]}" if SHAPE.fullmatch(code) else None
