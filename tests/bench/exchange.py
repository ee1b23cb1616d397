"""What reading in a menu of 5,000 dishes takes: looked over, written, written over, and taken back."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.bench.database import bench_database
from tests.bench.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

DISHES = 5_000
SECTIONS = 40
HOW = "wall; rows of 15 columns with three groups each, in one transaction"


def measure_exchange() -> list[Row]:
    with bench_database():
        from tenants.context import enter
        from tests.businesses import rows
        from tests.factories import new_business

        with enter(new_business("bench").schema_name):
            rows.clear_rows()
            return _measured()


def _measured() -> list[Row]:
    from businesses.exchange.files import write_file
    from businesses.exchange.tables import ITEMS
    from businesses.exchange.undoing import undo_import
    from businesses.models import MenuItem
    from tenants.permissions import ALL
    from tests.businesses.ordering import menus
    from tests.businesses.rows import STAFF

    for name in ("Size", "Base", "On top"):
        menus.add_group(name, {"One": "0", "Two": "1.50"})
    _first, new = _imported(_menu(Decimal("9.50")), "new")
    last, dearer = _imported(_menu(Decimal("9.90")), "changed")
    _none, again = _imported(write_file("xlsx", [ITEMS], by=STAFF), "unchanged")
    undoing = _timed(lambda: undo_import(import_id=last, by=STAFF, permissions=ALL))
    assert MenuItem.objects.filter(price=Decimal("9.50")).count() == DISHES
    back = Row(f"take {DISHES} changed dishes back", undoing, "s", HOW)
    return [*new, *dearer, *again, back]


def _menu(price: Decimal) -> bytes:
    head = "code,section,name,description,price,allergens,groups,aliases,is_vegetarian,stock\n"
    lines = (
        f'D{each},Section {each % SECTIONS},Dish {each},"Of the house, with herbs",{price},milk; gluten,'
        f"Size; Base; On top,the {each}; number {each},yes,{each}\n"
        for each in range(DISHES)
    )
    return (head + "".join(lines)).encode()


def _imported(content: bytes, what: str) -> tuple[UUID, list[Row]]:
    from businesses.exchange.importing import apply_import, approve_import, look_over, request_import
    from tenants.permissions import ALL
    from tests.businesses.rows import NOW, STAFF

    made = request_import(name="menu", content=content, table="items", by=STAFF, now=NOW)
    looking = _timed(lambda: look_over(import_id=made.pk, now=NOW))
    made.refresh_from_db()
    assert made.counts["items"] == {what: DISHES}, made.counts
    rows = [Row(f"look {DISHES} {what} dishes over", looking, "s", HOW, aim="10")]
    if what == "unchanged":
        return made.pk, rows
    approve_import(import_id=made.pk, by=STAFF, permissions=ALL, now=NOW)
    writing = _timed(lambda: apply_import(import_id=made.pk, now=NOW))
    return made.pk, [*rows, Row(f"import {DISHES} {what} dishes", writing, "s", HOW, aim="10")]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
