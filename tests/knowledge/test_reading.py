"""Every kind of file as blocks; what is broken, locked, swollen or none of them is refused by name."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from knowledge.blocks import Block
from knowledge.reading import pictures
from knowledge.reading.apart import read_apart
from knowledge.reading.faults import Fault, Unreadable
from knowledge.reading.kinds import Kind, kind_of
from knowledge.reading.reader import read
from tests.knowledge import files

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = (
    "Wines\n=====\n\n## Red\n\nA **Barolo** from\n[Piedmont](http://x).\n\n| Name | Glass |\n|---|---|\n| Gavi | 6 |\n"
)
HTML = (
    "<!DOCTYPE html><html><head><title>t</title><script>alert(1)</script></head><body><h1>Care</h1><p>Wash <b>cold</b>."
    "<script>evil()</script><style>p{}</style><table><tr><th>Part</th><th>Years</th></tr><tr><td>Brake</td><td>3</td></tr>"
    "</table>Tail<svg><script>x</script></svg></body></html>"
)


def told(content: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(content)]


def test_markdown_has_headings_paragraphs_and_tables() -> None:
    assert told(MARKDOWN.encode()) == [
        ("heading", "Wines"), ("heading", "Red"), ("paragraph", "A Barolo from Piedmont."),
        ("row", "Name: Gavi; Glass: 6"),
    ]  # fmt: skip


def test_html_is_what_a_reader_sees() -> None:
    assert told(HTML.encode()) == [
        ("heading", "Care"), ("paragraph", "Wash cold."), ("row", "Part: Brake; Years: 3"), ("paragraph", "Tail"),
    ]  # fmt: skip


def test_pdf_has_its_pages() -> None:
    assert list(read(files.pdf("First page", "", "Third page"))) == [
        Block("First page", page=1), Block("Third page", page=3),
    ]  # fmt: skip


def test_docx_and_xlsx_and_csv_have_their_tables() -> None:
    assert told(files.docx()) == [
        ("heading", "Warranty"), ("paragraph", "Parts are covered for two years."), ("row", "Part: Brake; Years: 3"),
    ]  # fmt: skip
    assert told(files.xlsx())[:2] == [("heading", "Wines"), ("row", "Name: Barolo; Glass: 9.50")]
    assert told("Größe;Preis\nklein;3\n".encode("cp1252")) == [("row", "Größe: klein; Preis: 3")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf("x"), Kind.PDF),
        (files.docx(), Kind.DOCX),
        (b"a,b\n1,2\n", Kind.CSV),
        (b"Well, yes.\nNo commas here, or there, so it is prose.\n", Kind.TEXT),
        ("\ufeffHéllo".encode("utf-16"), Kind.TEXT),
        (b"<p>Hi</p>", Kind.HTML),
    ],
)
def test_kind_is_told_by_content(content: bytes, kind: Kind) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \n\t\x00", Fault.EMPTY),
        (b"\x89PNG\r\n\x1a\n....", Fault.PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", Fault.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", Fault.OLD_OFFICE),
        (b"MZ\x00\x01\x02\x03program", Fault.KIND),
        (files.archive(**{"a.txt": b"zip"}), Fault.KIND),
        (b"PK\x03\x04 no archive", Fault.BROKEN),
        (files.archive(**{"word/document.xml": b"<no"}), Fault.BROKEN),
        (files.archive(**{"word/document.xml": b"x", "word/vbaProject.bin": b"x"}), Fault.MACROS),
        (files.archive(**{"xl/workbook.xml": b"0" * (81 * 1024 * 1024)}), Fault.SWOLLEN),
        (files.docx()[:-200], Fault.BROKEN),
        (files.pdf("x")[:60], Fault.BROKEN),
        (files.locked_pdf(), Fault.LOCKED),
        (files.pdf("", ""), Fault.NO_TEXT),
        (files.pdf(*["x"] * 2_001), Fault.PAGES),
        (b"a,b\n" + b"1,2\n" * 20_002, Fault.LONG),
        (b"<p>" + b"<div>" * 50, Fault.NO_TEXT),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(content: bytes, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PLACES", "")
    with pytest.raises(Unreadable) as refused:
        list(read(content))

    assert refused.value.fault == fault


def test_files_with_bytes_changed_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(7)
    for whole in (files.pdf("one", "two"), files.docx(), files.xlsx(), HTML.encode()):
        for _ in range(25):
            content = bytearray(whole)
            for _change in range(chance.choice([1, 8, 64])):
                content[chance.randrange(len(content))] = chance.randrange(256)
            with suppress(Unreadable):
                list(read(bytes(content)))


def test_reading_apart_gives_the_same_and_tells_of_pages() -> None:
    pages: list[int] = []
    content = files.pdf("First page", "Second page")

    blocks, media_type = read_apart(content, pages.append)

    assert (blocks, media_type, pages) == (list(read(content)), "application/pdf", [1, 2])
    with pytest.raises(Unreadable) as refused:
        read_apart(files.locked_pdf())
    assert refused.value.fault == Fault.LOCKED


def test_what_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ["/bin/sh", "-c", 'printf \'{"text": "half"}\\n{"te\'; kill -9 $$']
    monkeypatch.setattr("knowledge.reading.apart.COMMAND", ended)

    with pytest.raises(Unreadable) as refused:
        read_apart(b"x")

    assert refused.value.fault == Fault.TOO_MUCH


def test_of_a_page_that_says_what_is_its_main_that_alone_is_read() -> None:
    page = b"<html><header><p>Home</p></header><main><h1>Wine</h1><p>Chianti.</p></main><footer><p>Cookies</p></footer>"

    assert [block.text for block in read(page)] == ["Wine", "Chianti."]
    assert [block.text for block in read(b"<html><main></main><p>Chianti.</p></html>")] == ["Chianti."]


STAND_IN = """#!/bin/sh
[ "$1" = --list-langs ] && { echo "List of available languages:"; echo deu; echo osd; exit 0; }
[ "$*" = "stdin stdout -l deu" ] && head -c 4 | grep -q PNG && echo "Corkage is ten euros."
"""


@pytest.fixture
def seeing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is called as tesseract is, and sees the same in every picture."""
    program = tmp_path / "tesseract"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setattr(pictures, "PLACES", str(tmp_path))


@pytest.mark.usefixtures("seeing")
def test_pictures_and_scanned_pages_are_read_where_a_program_sees() -> None:
    picture = io.BytesIO()
    scan = Image.new("RGB", (200, 100), "white")
    scan.save(picture, "TIFF", save_all=True, append_images=[scan])
    assert [(block.text, block.page) for block in read(picture.getvalue())] == [
        ("Corkage is ten euros.", 1),
        ("Corkage is ten euros.", 2),
    ]
    paper = io.BytesIO()
    scan.save(paper, "PDF")
    assert [block.text for block in read(paper.getvalue())] == ["Corkage is ten euros."]


@pytest.mark.usefixtures("seeing")
def test_pictures_that_are_broken_or_too_large_are_refused_before_they_are_unpacked() -> None:
    large = io.BytesIO()
    Image.new("1", (8_000, 6_000)).save(large, "PNG")
    for content, fault in ((b"\x89PNG\r\n\x1a\n....", Fault.BROKEN), (large.getvalue(), Fault.SWOLLEN)):
        with pytest.raises(Unreadable) as refused:
            list(read(content))
        assert refused.value.fault == fault
