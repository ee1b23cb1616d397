"""The one way in: a file's content as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.faults import Fault, Unreadable
from knowledge.reading.kinds import Kind, kind_of
from knowledge.reading.pages import read_pdf
from knowledge.reading.pictures import read_picture
from knowledge.reading.tables import read_csv, read_xlsx
from knowledge.reading.texts import read_docx, read_html, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.blocks import Block

READERS: dict[Kind, Callable[[bytes], Iterator[Block]]] = {
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.XLSX: read_xlsx,
    Kind.HTML: read_html,
    Kind.CSV: read_csv,
    Kind.TEXT: read_text,
    Kind.PICTURE: read_picture,
}
MOST_LETTERS = 4_000_000
"""Of a whole document: some thousand pages."""


def read(content: bytes) -> Iterator[Block]:
    """Raises ``Unreadable``, whatever is wrong with the file; also in the middle."""
    letters = 0
    for block in _guarded(READERS[kind_of(content)], content):
        letters += len(block.text)
        if letters > MOST_LETTERS:
            raise Unreadable(Fault.LONG)
        if block.text.strip():
            yield block
    if not letters:
        raise Unreadable(Fault.NO_TEXT)


def _guarded(reader: Callable[[bytes], Iterator[Block]], content: bytes) -> Iterator[Block]:
    try:
        yield from reader(content)
    except (Unreadable, GeneratorExit):
        raise
    except MemoryError as error:
        raise Unreadable(Fault.SWOLLEN) from error
    except Exception as error:  # the libraries raise whatever a broken file brings about
        raise Unreadable(Fault.BROKEN) from error
