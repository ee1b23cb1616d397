"""Where places stand on the floor plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from businesses.errors import SpotTaken
from businesses.models import Resource, ResourceKind
from businesses.models.resources import PLAN_COLUMNS, PLAN_ROWS
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from businesses.querysets import ResourceQuerySet
    from tenants.actors import Actor

    Spots = Mapping[int, tuple[int, int] | None]

FLOOR_ARRANGED = "floor.arranged"
BESIDE_EACH_OTHER = 4


def arrange_floor(*, spots: Spots, by: Actor) -> int:
    """Draw places at (column, row), counted from nought, or nowhere; how many were moved.

    Places that are not named stay. Raises ``SpotTaken`` where two of one area would stand at one spot.
    """
    with transaction.atomic():
        rows = list(_drawable().select_for_update(no_key=True))
        moved = [row for row in rows if row.pk in spots and _spot(row) != spots[row.pk]]
        for row in moved:
            row.plan_column, row.plan_row = spots[row.pk] or (None, None)
        _check(rows)
        Resource.objects.bulk_update(moved, ["plan_column", "plan_row"])
        if moved:
            done(FLOOR_ARRANGED, about="floor", by=by, detail={"places": [row.pk for row in moved]})
    return len(moved)


def lay_out(*, by: Actor) -> int:
    """Draw whatever stands nowhere yet, in each area in the owner's order; how many were drawn."""
    rows = list(_drawable().order_by("area", "position", "name"))
    taken = {(row.area, _spot(row)) for row in rows}
    spots: dict[int, tuple[int, int] | None] = {}
    for row in (each for each in rows if _spot(each) is None):
        free = (spot for spot in _grid() if (row.area, spot) not in taken)
        if (spot := next(free, None)) is not None:
            spots[row.pk] = spot
            taken.add((row.area, spot))
    return arrange_floor(spots=spots, by=by)


def _grid() -> list[tuple[int, int]]:
    """Four beside each other in each row, as a phone shows them well; then the columns beyond."""
    cells = [(column, row) for row in range(PLAN_ROWS) for column in range(PLAN_COLUMNS)]
    return sorted(cells, key=lambda cell: (cell[0] >= BESIDE_EACH_OTHER, cell[1], cell[0]))


def _drawable() -> ResourceQuerySet:
    return Resource.objects.filter(is_active=True).exclude(kind=ResourceKind.STAFF)


def _spot(row: Resource) -> tuple[int, int] | None:
    return None if row.plan_column is None or row.plan_row is None else (row.plan_column, row.plan_row)


def _check(rows: Iterable[Resource]) -> None:
    standing: dict[tuple[str, tuple[int, int]], Resource] = {}
    for row in rows:
        if (spot := _spot(row)) is None:
            continue
        there = standing.setdefault((row.area, spot), row)
        if there is not row:
            told = _("%(one)s and %(other)s would stand at one spot.")
            raise SpotTaken(told % {"one": there.name, "other": row.name})
