"""What kind of file something is, by its content and never by its name."""

from __future__ import annotations

import csv
import io
import re
from enum import StrEnum
from zipfile import BadZipFile, ZipFile

from knowledge.reading.faults import Fault, Unreadable


class Kind(StrEnum):
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    HTML = "text/html"
    CSV = "text/csv"
    PICTURE = "image/*"
    TEXT = "text/markdown"


ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
MOST_UNPACKED, MOST_PARTS = 80 * 1024 * 1024, 5_000
DELIMITERS, LINES_LOOKED_AT = ",;\t", 6
_BEFORE = r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*"
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|ul)\b", re.IGNORECASE | re.DOTALL)
_DRAWING = re.compile(rf"{_BEFORE}(?:<!doctype\s+svg[^>]*>\s*)?<svg\b", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def kind_of(content: bytes) -> Kind:
    """Raises ``Unreadable`` for what is read by nobody here."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(Fault.EMPTY)
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(ZIP):
        return _archived(content)
    if content.startswith(OLD_OFFICE):  # an encrypted workbook or document looks the same from outside
        raise Unreadable(Fault.OLD_OFFICE)
    if content.startswith(PICTURES):
        return Kind.PICTURE
    return _written(text_of(content))


def _archived(content: bytes) -> Kind:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(Fault.BROKEN) from error
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(Fault.SWOLLEN)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Fault.LOCKED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(Fault.MACROS)
    found = [kind for name, kind in PARTS.items() if name in names]
    if not found:
        raise Unreadable(Fault.KIND)
    return found[0]


def text_of(content: bytes) -> str:
    """The letters of a text, whichever of the usual ways they are coded. Raises ``Unreadable`` where it is none."""
    for coding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text
    raise Unreadable(Fault.KIND)


def _written(text: str) -> Kind:
    if _DRAWING.match(text):
        raise Unreadable(Fault.PICTURE)
    if _PAGE.match(text):
        return Kind.HTML
    return Kind.CSV if delimiter_of(text) else Kind.TEXT


def delimiter_of(text: str) -> str:
    """What parts the cells, where the first lines all have as many of them; empty for a text that is no table."""
    lines = [line for line in text.splitlines() if line.strip()][:LINES_LOOKED_AT]
    for delimiter in DELIMITERS if len(lines) > 1 and not lines[0].startswith(("#", "|", "-", "*")) else "":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter, strict=True)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return delimiter
    return ""
