"""Somebody is there, somebody is late, and somebody has come without a booking."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from businesses.demo.evening import seed_evening
from businesses.demo.seeding import DEMO, IMPORT
from businesses.models import Booking
from businesses.starter.catalogue import load_catalogue, read_catalogue
from tests.businesses import rows

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.mark.parametrize("hour", [3, 11, 19])
def test_the_board_of_the_demo_is_alive_at_any_hour(in_marios: Business, hour: int) -> None:
    rows.clear_rows()
    data = read_catalogue(DEMO / "marios.json")
    load_catalogue(data)
    seed_evening(data["evening"], by=IMPORT, now=datetime(2026, 3, 10, hour, 7, tzinfo=UTC))
    stand = sorted(Booking.objects.values_list("status", "source", "late_minutes"))
    assert stand == [("arrived", "import", 0), ("arrived", "walk_in", 0), ("confirmed", "import", 30)]


def test_what_finds_no_place_is_left_out(in_marios: Business) -> None:
    rows.clear_rows()
    rows.add_service(rows.add_table("T1", 4), needs_party=True)
    evening = read_catalogue(DEMO / "marios.json")["evening"]
    seed_evening(evening, by=IMPORT, now=datetime(2026, 3, 10, 19, tzinfo=UTC))
    assert Booking.objects.count() == 1
