"""The rows there are, as files tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.exchange.cells import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from businesses.exchange.columns import Column
    from businesses.exchange.rules import Cells
    from businesses.exchange.tables import Table

ORDER: Mapping[str, tuple[str, ...]] = {
    "options": ("group__position", "group__name", "position", "name"),
    "items": ("section__position", "section__name", "position", "name"),
    "hours": ("valid_from", "weekday", "opens"),
    "exceptions": ("date", "opens"),
    "staff": ("name",),
    "time_off": ("first", "member__name"),
}


def rows_of(table: Table) -> QuerySet[Any]:
    """Every row of the table with what its columns name, in a constant number of queries."""
    rows = table.model._default_manager.order_by(*ORDER.get(table.name, ("position", "name")), "pk")
    one = [column.name for column in table.columns if column.points_at and not column.names_many]
    many = [column.name for column in table.columns if column.names_many or column.name == "party_durations"]
    return rows.select_related(*one).prefetch_related(*many) if one else rows.prefetch_related(*many)


def told(table: Table, row: Any) -> Cells:
    return {column.name: tidy(column.tell(value_of(column, row))) for column in table.columns}


def value_of(column: Column, row: Any) -> Any:
    value = getattr(row, column.name)
    if column.names_many:
        return [each.name for each in value.all()]
    if column.points_at:
        return value.name if value else ""
    if column.name == "party_durations":
        return {each.from_party: each.duration_minutes for each in value.all()}
    return value


def standing(table: Table) -> dict[int, Cells]:
    """By key."""
    return {row.pk: told(table, row) for row in rows_of(table)}
