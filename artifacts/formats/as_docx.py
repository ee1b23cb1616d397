"""A version as DOCX: headings, lists and tables are a word processor's own, so that one can go on writing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from django.utils.translation import gettext as _
from docx.shared import Pt

from artifacts.blocks import blocks_of
from artifacts.charts import figure_of
from artifacts.formats.showing import cell_told, place_of
from artifacts.kinds import Kind
from artifacts.sources import from_json
from tenants.context import current_business

if TYPE_CHECKING:
    from docx.document import Document

    from artifacts.blocks import Block
    from artifacts.models import Version

FULL, LONGEST_BAR = "█", 30
UNTICKED, TICKED = "☐", "☑"
TEXT_SIZE = Pt(11)


def write(version: Version) -> bytes:
    paper = docx.Document()
    paper.styles["Normal"].font.size = TEXT_SIZE
    paper.core_properties.title = version.title[:255]
    paper.core_properties.author = current_business().name[:255]
    paper.core_properties.created = version.created_at.replace(tzinfo=None)
    for block in blocks_of(_written(version.text)):
        _block(paper, block, is_chart=version.artifact.kind == Kind.CHART)
    sources = from_json(version.sources)
    if sources:
        paper.add_heading(_("Where it is from"), 3)
        for each in sources:
            paper.add_paragraph(f"[{each.n}] {_written(place_of(each))}")
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _written(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 0x20)


def _block(paper: Document, block: Block, *, is_chart: bool) -> None:
    if block.kind == "heading":
        paper.add_heading(block.text, block.level)
    elif block.kind == "table":
        _table(paper, block, is_chart=is_chart)
    elif block.kind == "tick":
        paper.add_paragraph(f"{TICKED if block.is_done else UNTICKED} {block.text}")
    else:
        style = {"item": "List Bullet", "quote": "Quote"}.get(block.kind)
        paper.add_paragraph(block.text, style)


def _table(paper: Document, block: Block, *, is_chart: bool) -> None:
    """Of a chart each day has its bar, of blocks as long as its value beside the largest."""
    figure = figure_of(block) if is_chart else None
    rows = [[cell_told(cell) for cell in row] for row in block.rows]
    if figure is not None:
        most = max(day.value for day in figure.days) or 1
        bars = [FULL * round(day.value / most * LONGEST_BAR) for day in figure.days]
        rows = [[*row, bar] for row, bar in zip(rows, ["", *bars], strict=True)]
    grid = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(rows, grid.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text
    for cell in grid.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    paper.add_paragraph()
