"""Figures drawn on paper: bars for the period, a line for the one before, and how full the hours of a week were.

Drawn as lines and rectangles: sharp at any size, and nothing has to be loaded for it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.dates import WEEKDAYS_ABBR

from businesses.dashboard.figures import Unit
from businesses.dashboard.occupancy import heat_map
from businesses.dashboard.wording import percent, written
from reports.formats.paper import BLACK, FONT, GREY

if TYPE_CHECKING:
    from businesses.dashboard.figures import Day, Figure
    from businesses.dashboard.occupancy import Fullness
    from reports.formats.paper import Paper

BARS, LINE, GRID = (29, 78, 137), (176, 92, 0), (222, 219, 212)
HEIGHT = 46
"""Of a chart, in millimetres, title and days included."""
TITLE, DAYS, AXIS = 9, 6, 16
"""Of a chart: what stands above, below and before what is drawn."""
GAP = 0.25
STEPS = 4
EACH_DAY = 8
"""Days up to which each has its name; of more, every so many."""
WORDS = 7
SHADES = ((255, 255, 255), (226, 234, 244), (185, 206, 230), (131, 168, 208), (73, 120, 172), (29, 78, 137))
WHITE_FROM = 4
"""The shade from which on black cannot be read."""


def is_drawn(figure: Figure) -> bool:
    """A single day is no drawing, nor is nothing."""
    return len(figure.days) > 1 and any(day.value or day.before for day in figure.days)


def step_of(most: Decimal, unit: Unit) -> Decimal:
    """From one line of the grid to the next: 1, 2 or 5 of some power of ten, at most ``STEPS`` of them."""
    raw = most / STEPS
    power = Decimal(10) ** raw.adjusted()
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= raw)
    return max(step, Decimal(1)) if unit is Unit.COUNT else step


def chart(paper: Paper, figure: Figure, *, left: float, top: float, width: float) -> None:
    most = max(max(day.value, day.before or Decimal(0)) for day in figure.days)
    step = step_of(most, figure.unit)
    lines = int((most / step).to_integral_value(ROUND_CEILING))
    bottom, start, high = top + HEIGHT - DAYS, left + AXIS, HEIGHT - DAYS - TITLE
    paper.set_xy(left, top)
    paper.set_font(FONT, "B", 10)
    paper.set_text_color(*BLACK)
    paper.cell(width, 5, paper.writable(str(figure.title)))
    _grid(paper, figure, [step * each for each in range(lines + 1)], (left, bottom), (width, high))
    top_value, place = step * lines, (width - AXIS) / len(figure.days)

    def height(value: Decimal) -> float:
        return float(value / top_value) * high

    paper.set_fill_color(*BARS)
    for number, day in enumerate(figure.days):
        if day.value:
            high_is = height(day.value)
            paper.rect(start + (number + GAP / 2) * place, bottom - high_is, (1 - GAP) * place, high_is, style="F")
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.5)
    points = [
        (start + (number + 0.5) * place, bottom - height(day.before))
        for number, day in enumerate(figure.days)
        if day.before is not None
    ]
    paper.polyline(points)
    _names(paper, figure.days, start, bottom, place)


def _grid(
    paper: Paper, figure: Figure, values: list[Decimal], corner: tuple[float, float], size: tuple[float, float]
) -> None:
    (left, bottom), (width, high) = corner, size
    paper.set_font(FONT, "", WORDS)
    paper.set_text_color(*GREY)
    paper.set_draw_color(*GRID)
    paper.set_line_width(0.2)
    for value in values:
        y = bottom - float(value / values[-1]) * high
        paper.line(left + AXIS, y, left + width, y)
        paper.set_xy(left, y - 2)
        paper.cell(AXIS - 1, 4, written(value, figure.unit, figure.currency), align="R")


def _names(paper: Paper, days: tuple[Day, ...], start: float, bottom: float, place: float) -> None:
    every = 1 if len(days) <= EACH_DAY else -(-len(days) // EACH_DAY)
    form = "D j" if every == 1 else "j M"
    for number, day in enumerate(days):
        if number % every == 0:
            paper.set_xy(start + (number + 0.5) * place - 7, bottom + 0.5)
            paper.cell(14, 4, dateformat.format(day.date, form), align="C")


def key(paper: Paper, now: str, before: str) -> None:
    """Which is which."""
    y = paper.get_y()
    paper.set_fill_color(*BARS)
    paper.rect(paper.l_margin, y + 1, 3, 3, style="F")
    paper.set_xy(paper.l_margin + 4, y)
    paper.set_font(FONT, "", 9)
    paper.set_text_color(*GREY)
    paper.cell(paper.get_string_width(now) + 8, 5, now)
    x = paper.get_x()
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.5)
    paper.line(x, y + 2.5, x + 6, y + 2.5)
    paper.set_xy(x + 7, y)
    paper.cell(0, 5, before)
    paper.set_xy(paper.l_margin, y + 8)


def heat(paper: Paper, fullness: Fullness) -> None:
    """A row a weekday, a column an hour; closed hours are empty."""
    hours = fullness.hours()
    names, row = 14, 6.5
    place = min(12.0, (paper.epw - names) / max(len(hours), 1))
    paper.set_draw_color(*GRID)
    paper.set_line_width(0.2)
    paper.set_font(FONT, "", WORDS + 1)
    _row(paper, "", [(f"{hour:02}", 0) for hour in hours], (names, place, row), is_head=True)
    for weekday, cells in heat_map(fullness):
        shown = [("" if cell.share is None else percent(cell.share), cell.level) for cell in cells]
        _row(paper, str(WEEKDAYS_ABBR[weekday - 1]), shown, (names, place, row))
    paper.ln(4)


def _row(
    paper: Paper, name: str, cells: list[tuple[str, int]], size: tuple[float, float, float], *, is_head: bool = False
) -> None:
    names, place, high = size
    paper.set_text_color(*GREY)
    paper.cell(names, high, name)
    for text, level in cells:
        paper.set_fill_color(*SHADES[level])
        paper.set_text_color(*((255, 255, 255) if level >= WHITE_FROM else GREY if is_head else BLACK))
        paper.cell(place, high, text, border=0 if is_head else 1, fill=not is_head, align="C")
    paper.ln(high)
