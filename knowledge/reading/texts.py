"""DOCX, HTML and text with or without the signs of Markdown: headings, paragraphs, tables."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from knowledge.blocks import Block
from knowledge.reading.kinds import text_of
from knowledge.reading.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_UNDERLINED = re.compile(r"=+|-{3,}")
_RULE = re.compile(r"\|?[\s:|-]+\|?")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STYLE = re.compile(r"(?:heading|title|überschrift|titre|título|titolo)\s*(\d?)", re.IGNORECASE)


def read_text(content: bytes) -> Iterator[Block]:
    """Paragraphs that empty lines part; ``# Heading``, underlined ones, ``| a | b |`` tables as Markdown has them."""
    gathered: list[str] = []
    for line in [*text_of(content).splitlines(), ""]:
        text = _plain(line.strip())
        heading = _HEADING.fullmatch(text)
        if len(gathered) == 1 and text and _UNDERLINED.fullmatch(text) and "|" not in gathered[0]:
            yield Block(gathered.pop(), "heading", 1 if text[0] == "=" else 2)
        elif text and not heading:
            gathered.append(text)
        else:
            yield from _block(gathered)
            gathered = []
            if heading:
                yield Block(heading[2], "heading", len(heading[1]))


def _plain(line: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", line))


def _block(lines: list[str]) -> Iterator[Block]:
    if len(lines) > 1 and all("|" in line for line in lines):
        rows = [line for line in lines if not _RULE.fullmatch(line)]
        yield from rows_of([cell.strip() for cell in line.strip("|").split("|")] for line in rows)
    elif lines:
        yield Block(" ".join(lines))


def read_docx(content: bytes) -> Iterator[Block]:
    """What the body has, in order; heads, feet, comments and deleted text are left out."""
    from docx import Document  # noqa: PLC0415  # only where it is read
    from docx.table import Table  # noqa: PLC0415

    for each in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(each, Table):
            yield from rows_of([cell.text for cell in row.cells] for row in each.rows)
        elif each.text.strip():
            styled = _STYLE.match(str(each.style.name if each.style else ""))
            yield Block(each.text, "heading", int(styled[1] or 1)) if styled else Block(each.text)


def read_html(content: bytes) -> Iterator[Block]:
    """What a reader sees: no script, style or form; of a page that says what is the main of it, that alone."""
    page = _Page()
    page.feed(text_of(content))
    page.close()
    page.end()
    yield from page.main or page.blocks


HIDDEN = {"script", "style", "template", "noscript", "svg", "form", "iframe", "object", "nav", "head"}
BLOCKS = {"p", "div", "li", "section", "article", "br", "td", "th", "tr", "ul", "ol", "table", "blockquote", "dd", "dt"}
VOID = {"br", "img", "input", "meta", "link", "hr"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.main: list[Block] = []
        self._main_from = 0
        self._words: list[str] = []
        self._row: list[str] | None = None
        self._rows: list[list[str]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self._hidden += 1
        elif tag == "tr":
            self._row = []
        elif tag == "main":
            self.end()
            self._main_from = len(self.blocks)
        elif (tag in BLOCKS or self._level(tag)) and self._row is None:
            self.end()

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag == "main":
            self.end()
            self.main += self.blocks[self._main_from :]
        elif self._row is not None and tag in {"td", "th"}:
            self._row.append(self._taken())
        elif self._row is not None and tag == "tr":
            self._rows.append(self._row)
            self._row = None
        elif tag == "table":
            self.blocks.extend(rows_of(self._rows))
            self._rows = []
        elif (level := self._level(tag)) and (text := self._taken()):
            self.blocks.append(Block(text, "heading", level))
        elif tag in BLOCKS and self._row is None:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def end(self) -> None:
        """What was gathered is a paragraph."""
        if text := self._taken():
            self.blocks.append(Block(text))

    def _taken(self) -> str:
        text, self._words = " ".join("".join(self._words).split()), []
        return text

    @staticmethod
    def _level(tag: str) -> int:
        return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
