"""A report as PDF: what changed at a glance, then day by day, then the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.dashboard.wording import change_of, sign_of, value_of
from reports.formats import drawing
from reports.formats.paper import BLACK, FONT, GREY, Paper, new_paper
from reports.wording import before_of, dates_of, title_of, told
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from businesses.dashboard.figures import Figure
    from reports.contents import Content, Table
    from reports.models import Report

IN_A_ROW, BETWEEN = 3, 4
TILE = 21
"""Millimetres high."""
PALE, WHITE = (246, 245, 242), (255, 255, 255)
ROW = 6


def write(report: Report, content: Content) -> bytes:
    paper = new_paper(title_of(report), made_at=report.requested_at)
    paper.foot = paper_foot()
    paper.c_margin = 0
    paper.add_page()
    paper.say(current_business().name, grey=True)
    paper.say(str(report.kind.title), size=22, bold=True)
    paper.say(dates_of(report.period), size=11)
    paper.say(_("Beside them: %(days)s") % {"days": dates_of(before_of(report))}, size=9, grey=True)
    paper.ln(4)
    for some in by(IN_A_ROW, content.figures):
        _tiles(paper, some)
    drawn = [figure for figure in content.figures if drawing.is_drawn(figure)]
    if drawn:
        _charts(paper, drawn, report)
    if content.fullness and content.fullness.hours():
        _heading(paper, _("Occupancy by weekday and hour"), room=8 * ROW + 10)
        drawing.heat(paper, content.fullness)
    for table in content.tables:
        _table(paper, table)
    return bytes(paper.output())


def by(size: int, figures: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    return (figures[at : at + size] for at in range(0, len(figures), size))


def paper_foot() -> str:
    return _("Counted when this was made. What was corrected since is on the page of figures.")


def _tiles(paper: Paper, figures: Sequence[Figure]) -> None:
    if paper.will_page_break(TILE):
        paper.add_page()
    y, width = paper.get_y(), (paper.epw - (IN_A_ROW - 1) * BETWEEN) / IN_A_ROW
    for number, figure in enumerate(figures):
        x = paper.l_margin + number * (width + BETWEEN)
        paper.set_fill_color(*PALE)
        paper.rect(x, y, width, TILE, style="F", round_corners=True, corner_radius=1.5)
        for text, style, size, colour, down in (
            (str(figure.title), "", 9, GREY, 2.0),
            (value_of(figure), "B", 16, BLACK, 6.5),
            (f"{sign_of(figure)} {change_of(figure)}".strip(), "", 8, GREY, 14.5),
        ):
            paper.set_xy(x + 3, y + down)
            paper.set_font(FONT, style, size)
            paper.set_text_color(*colour)
            paper.cell(width - 6, size * 0.5, paper.writable(text))
    paper.set_xy(paper.l_margin, y + TILE + BETWEEN)


def _charts(paper: Paper, figures: list[Figure], report: Report) -> None:
    _heading(paper, _("Day by day"), room=drawing.HEIGHT + 16)
    drawing.key(paper, dates_of(report.period), dates_of(before_of(report)))
    width = (paper.epw - 2 * BETWEEN) / 2
    for pair in by(2, figures):
        if paper.will_page_break(drawing.HEIGHT):
            paper.add_page()
        y = paper.get_y()
        for number, figure in enumerate(pair):
            left = paper.l_margin + number * (width + 2 * BETWEEN)
            drawing.chart(paper, figure, left=left, top=y, width=width)
        paper.set_xy(paper.l_margin, y + drawing.HEIGHT + BETWEEN)


def _heading(paper: Paper, text: str, *, room: float) -> None:
    """With room for what it is of, on this page or the next."""
    if paper.will_page_break(room):
        paper.add_page()
    else:
        paper.ln(3)
    paper.say(text, size=14, bold=True)
    paper.ln(1)


def _table(paper: Paper, table: Table) -> None:
    _heading(paper, str(table.title), room=4 * ROW)
    if not table.rows:
        paper.say(str(table.empty), grey=True)
        return
    paper.set_font(FONT, "", 10)
    paper.set_text_color(*BLACK)
    paper.set_fill_color(*WHITE)
    paper.set_draw_color(*drawing.GRID)
    paper.set_line_width(0.2)
    with paper.table(
        col_widths=[column.width for column in table.columns],
        text_align=["RIGHT" if column.unit else "LEFT" for column in table.columns],
        borders_layout="HORIZONTAL_LINES",
        line_height=ROW,
        padding=(0, 1.5),
    ) as drawn:
        drawn.row([paper.writable(str(column.title)) for column in table.columns])
        for row in table.rows:
            drawn.row([paper.writable(told(cell, of)) for cell, of in zip(row, table.columns, strict=True)])
    if table.note:
        paper.say(str(table.note), size=9, grey=True)
