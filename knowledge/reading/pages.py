"""PDF: the text of each page, a page after the other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from knowledge.blocks import Block, paragraphs
from knowledge.reading.faults import Fault, Unreadable
from knowledge.reading.pictures import opened, program, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2_000
MOST_SCANNED = 50
"""Each takes seconds."""


def read_pdf(content: bytes) -> Iterator[Block]:
    """Raises ``Unreadable`` for one that asks for a password, or has too many pages.

    A page without text is a scan: what is seen in its pictures is read, where there is a program for it.
    """
    from pypdf import PdfReader  # noqa: PLC0415  # only where it is read

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Fault.LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(Fault.PAGES)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        if text.strip():
            yield from paragraphs(text, page=number)
        elif program() is not None and number <= MOST_SCANNED:
            for picture in page.images:
                yield from text_in(opened(picture.data), number)
