"""Countries, their time zones and currencies, for people who choose from a list."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, English name), by name; from the time zone database's own table."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(sorted(((code, name) for code, name in rows), key=lambda row: row[1]))


@cache
def timezones() -> tuple[str, ...]:
    """Zones of places; the rest are links and offsets that have no summer time."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return tuple(sorted(zone for zone in available_timezones() if zone.startswith(areas)))
