"""What is handed over of each page, and what was known of it before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.fetching.faults import Hitch

    Reckon = Callable[[int], None]
    """Hears how many pages there will be, as far as that is known."""

MOST_PAGES = 200
"""Of one source: a business's site has less, and so many are fetched in the time a task has."""
MOST_BYTES_OF_ONE = 5_000_000
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page, or why it is not there (``hitch``); with both, only a part of it is.

    ``tag`` and ``modified`` are what the server says of it, to be asked with next time. ``sender`` is of a mail.
    """

    address: str
    title: str = ""
    sender: str = ""
    content: bytes | None = None
    tag: str = ""
    modified: str = ""
    hitch: Hitch | None = None

    @property
    def digest(self) -> bytes:
        return hashlib.blake2b(self.content or b"", digest_size=16).digest()
