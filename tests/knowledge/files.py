"""Files as people upload them, whole and broken."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter


def pdf(*pages: str) -> bytes:
    """A PDF of so many pages, a line of text on each; an empty one is a picture's page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        font = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources {font} /MediaBox [0 0 595 842] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("secret"))))
    writer.encrypt("password", algorithm="AES-256")
    return _written(writer.write)


def docx() -> bytes:
    document = Document()
    document.add_heading("Warranty", 1)
    document.add_paragraph("Parts are covered for two years.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["Part", "Years", "Brake", "3"], strict=True
    ):
        cell.text = text
    return _written(document.save)


def xlsx() -> bytes:
    book = Workbook()
    book.active.title = "Wines"  # type: ignore[union-attr]
    for row in (["Name", "Glass"], ["Barolo", "9.50"], ["=1+1", None]):
        book.active.append(row)  # type: ignore[union-attr]
    return _written(book.save)


def archive(**parts: bytes) -> bytes:
    def write(file: io.BytesIO) -> None:
        with ZipFile(file, "w", ZIP_DEFLATED) as made:
            for name, content in parts.items():
                made.writestr(name, content)

    return _written(write)


def _written(write: object) -> bytes:
    file = io.BytesIO()
    write(file)  # type: ignore[operator]
    return file.getvalue()
