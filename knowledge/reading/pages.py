"""PDF: the text of each page, a page after the other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from knowledge.blocks import Block, paragraphs
from knowledge.reading.faults import Fault, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2_000


def read_pdf(content: bytes) -> Iterator[Block]:
    """Raises ``Unreadable`` for one that asks for a password, has too many pages, or no text: a scan."""
    from pypdf import PdfReader  # noqa: PLC0415  # only where it is read

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Fault.LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(Fault.PAGES)
    for number, page in enumerate(reader.pages, 1):
        yield from paragraphs(page.extract_text(), page=number)
