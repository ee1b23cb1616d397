"""A version as PDF, on the paper that reports are written on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from artifacts.blocks import blocks_of
from artifacts.charts import figure_of
from artifacts.formats.showing import cell_told, place_of
from artifacts.kinds import Kind
from artifacts.sources import from_json
from reports.formats import drawing
from reports.formats.paper import BLACK, FONT, GREY, new_paper
from tenants.context import current_business

if TYPE_CHECKING:
    from artifacts.blocks import Block
    from artifacts.models import Version
    from reports.formats.paper import Paper

SIZES = {1: 20, 2: 14, 3: 11}
ROW, INDENT, BOX = 6, 6, 3.6
"""Millimetres."""
WHITE = (255, 255, 255)


def write(version: Version) -> bytes:
    paper = new_paper(version.title, made_at=version.created_at)
    paper.foot = current_business().name
    paper.c_margin = 0
    paper.add_page()
    for block in blocks_of(version.text):
        _block(paper, block, is_chart=version.artifact.kind == Kind.CHART)
    sources = from_json(version.sources)
    if sources:
        paper.ln(4)
        paper.say(_("Where it is from"), size=9, bold=True, grey=True)
        for each in sources:
            paper.say(f"[{each.n}] {place_of(each)}", size=9, grey=True)
    return bytes(paper.output())


def _block(paper: Paper, block: Block, *, is_chart: bool) -> None:
    if block.kind == "heading":
        if paper.will_page_break(4 * ROW):
            paper.add_page()
        paper.ln(2)
        paper.say(block.text, size=SIZES[block.level], bold=True)
        paper.ln(1)
    elif block.kind == "table":
        _table(paper, block, is_chart=is_chart)
    elif block.kind in {"item", "tick"}:
        _item(paper, block)
    else:
        with paper.local_context():
            if block.kind == "quote":
                _quote(paper, block.text)
            else:
                paper.say(block.text, size=11)
        paper.ln(2)


def _item(paper: Paper, block: Block) -> None:
    """A box to tick off, or a point."""
    if paper.will_page_break(ROW):
        paper.add_page()
    x, y = paper.l_margin, paper.get_y()
    if block.kind == "tick":
        paper.set_draw_color(*BLACK)
        paper.set_line_width(0.3)
        paper.rect(x, y + 1.2, BOX, BOX)
        if block.is_done:
            paper.line(x, y + 1.2, x + BOX, y + 1.2 + BOX)
            paper.line(x + BOX, y + 1.2, x, y + 1.2 + BOX)
    else:
        paper.set_font(FONT, "", 11)
        paper.set_text_color(*BLACK)
        paper.set_xy(x + 1, y)
        paper.cell(INDENT, ROW, "\N{EN DASH}")
    paper.set_left_margin(x + INDENT)
    paper.set_xy(x + INDENT, y)
    paper.say(block.text, size=11)
    paper.set_left_margin(x)
    paper.set_x(x)
    paper.ln(1)


def _quote(paper: Paper, text: str) -> None:
    left, top, page = paper.l_margin, paper.get_y(), paper.page_no()
    paper.set_left_margin(left + INDENT)
    paper.set_x(left + INDENT)
    paper.say(text, size=11)
    paper.set_left_margin(left)
    paper.set_x(left)
    if paper.page_no() == page:
        paper.set_draw_color(*drawing.GRID)
        paper.set_line_width(0.8)
        paper.line(left + 2, top, left + 2, paper.get_y())


def _table(paper: Paper, block: Block, *, is_chart: bool) -> None:
    figure = figure_of(block) if is_chart else None
    if figure is not None:
        if paper.will_page_break(drawing.HEIGHT):
            paper.add_page()
        top = paper.get_y()
        drawing.chart(paper, figure, left=paper.l_margin, top=top, width=paper.epw)
        paper.set_xy(paper.l_margin, top + drawing.HEIGHT + 4)
    paper.set_font(FONT, "", 9)
    paper.set_text_color(*BLACK)
    paper.set_fill_color(*WHITE)
    paper.set_draw_color(*drawing.GRID)
    paper.set_line_width(0.2)
    with paper.table(
        col_widths=widths_of(block),
        borders_layout="HORIZONTAL_LINES",
        line_height=5,
        padding=(0.5, 1),
        text_align="LEFT",
    ) as drawn:
        for row in block.rows:
            drawn.row([paper.writable(cell_told(cell)) for cell in row])
    paper.ln(3)
    paper.set_text_color(*GREY)


def widths_of(block: Block) -> list[int]:
    """By what stands in a column, so that words have room and numbers do not."""
    return [min(max(*(len(cell_told(row[at])) for row in block.rows), 5), 40) for at in range(len(block.rows[0]))]
