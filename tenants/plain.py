"""What people type as a name, made safe for where names are not read by people only."""

from __future__ import annotations

import re
import unicodedata

SCHEME = re.compile(r"\w[\w+.-]*:/+")
# What is a full stop to a resolver (RFC 3490), and the stop itself: between letters it makes a host of a name.
STOP_INSIDE = re.compile("(?<=\\w)[.\u3002\uff0e\uff61](?=\\w)")


# Unicode's explicit directional formatting.
DIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# PostgreSQL stores no NUL, and half a surrogate pair is no character: UTF-8 has no bytes for it.
UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


def is_plain(text: str) -> bool:
    """Whether the text can be stored and sent."""
    return UNSTORABLE.search(text) is None


def is_one_line(text: str) -> bool:
    """Whether nothing in the text breaks a line, steers a terminal or turns what follows around."""
    return not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} or char in DIRECTIONAL for char in text)


def one_line(text: str) -> str:
    """The text without line breaks and runs of space: a header, a subject and a list row are one line."""
    return " ".join(text.split())


def unlinked(text: str) -> str:
    """The text as no mail program makes a link of it: others read a name in mails that come from us."""
    return STOP_INSIDE.sub(". ", SCHEME.sub("", one_line(text)))
