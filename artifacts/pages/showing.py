"""An artifact as its pages show it: blocks with what is drawn, versions, comments and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from artifacts.blocks import blocks_of
from artifacts.charts import figure_of
from artifacts.formats.showing import cell_told
from artifacts.kinds import Kind
from artifacts.queries import MOST_SHOWN
from businesses.clock import short_day
from knowledge.comparing import compared

if TYPE_CHECKING:
    from artifacts.blocks import Block
    from artifacts.models import Artifact, Version
    from businesses.dashboard.figures import Figure

WIDTH, HEIGHT, FOOT, MARGIN = 640, 180, 18, 28
"""Of a chart, in the units of its drawing; it is as wide as the page."""
EACH = 8
"""Days up to which each has its name."""


@dataclass(frozen=True, slots=True)
class Shown:
    block: Block
    rows: tuple[tuple[str, ...], ...] = ()
    chart: dict[str, Any] | None = None


def shown(version: Version, kind: str) -> list[Shown]:
    return [_shown(each, is_chart=kind == Kind.CHART) for each in blocks_of(version.text)]


def _shown(block: Block, *, is_chart: bool) -> Shown:
    if block.kind != "table":
        return Shown(block)
    figure = figure_of(block) if is_chart else None
    rows = tuple(tuple(cell_told(cell) for cell in row) for row in block.rows)
    return Shown(block, rows, drawn(figure) if figure else None)


def drawn(figure: Figure) -> dict[str, Any]:
    """Bars, and a line for the days before; the table below says the same in words."""
    most = max(max(day.value, day.before or 0) for day in figure.days)
    place = WIDTH / len(figure.days)
    every = -(-len(figure.days) // EACH)
    bars, points, names = [], [], []
    for number, day in enumerate(figure.days):
        high = float(day.value / most) * HEIGHT
        left = number * place
        bars.append(
            {
                "x": f"{left + place * 0.15:.1f}",
                "y": f"{HEIGHT - high:.1f}",
                "width": f"{place * 0.7:.1f}",
                "height": f"{high:.1f}",
            }
        )
        if day.before is not None:
            points.append(f"{left + place / 2:.1f},{HEIGHT - float(day.before / most) * HEIGHT:.1f}")
        if number % every == 0:
            names.append({"x": f"{left + place / 2:.1f}", "text": short_day(day.date)})
    return {
        "title": figure.title, "bars": bars, "points": " ".join(points), "names": names, "width": WIDTH,
        "breadth": WIDTH + 2 * MARGIN, "height": HEIGHT, "whole": HEIGHT + FOOT,
    }  # fmt: skip


def panel(artifact: Artifact, query: dict[str, str]) -> dict[str, Any]:
    """What stands beside a conversation, or on an artifact's own page. ``query`` names versions to show or compare."""
    versions = list(artifact.versions.order_by("-number")[:MOST_SHOWN])
    newest = versions[0] if versions else None
    looked_at = _numbered(versions, query.get("version", "")) or newest
    before, after = (_numbered(versions, query.get(each, "")) for each in ("before", "after"))
    comments = list(artifact.comments.select_related("version", "share").order_by("created_at", "pk"))
    return {
        "artifact": artifact,
        "versions": versions,
        "newest": newest,
        "version": looked_at,
        "blocks": shown(looked_at, artifact.kind) if looked_at else [],
        "pair": (before, after) if before and after else None,
        "comparison": compared(before.text, after.text) if before and after else (),
        "comments": comments,
        "open_comments": sum(each.resolved_at is None for each in comments),
    }


def _numbered(versions: list[Version], number: str) -> Version | None:
    return next((each for each in versions if str(each.number) == number), None)
