"""A listed business as it leaves the platform: published facts, its score with the parts, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from businesses.naming import called
from tenants.hosts import url_of

if TYPE_CHECKING:
    from directory.search import Listed, Result


def card_of(result: Result, *, address: str = "") -> dict[str, Any]:
    listed, live = result.listed, result.live
    zone = ZoneInfo(listed.zone)
    start = live.start.astimezone(zone).isoformat() if live and live.start else None
    return {
        "type": "listing",
        "name": listed.name,
        "category": listed.category,
        "area": listed.area,
        "address": listed.address,
        "latitude": None if listed.latitude is None else float(listed.latitude),
        "longitude": None if listed.longitude is None else float(listed.longitude),
        "map": map_of(listed),
        "url": address or url_of(listed.slug, "/widget/"),
        "offering": called(result.offered.name),
        "price": None if result.price is None else {"amount": f"{result.price:.2f}", "currency": listed.currency},
        "start": start,
        "timezone": listed.zone,
        "as_of": live.as_of.astimezone(zone).isoformat() if live else None,
        "score": result.score,
        "parts": {name: round(part, 3) for name, part in result.parts.items()},
    }


def map_of(listed: Listed) -> str:
    """A link to a map: by coordinates where they are told, else by address; none without either."""
    if listed.latitude is not None and listed.longitude is not None:
        at = f"{listed.latitude}/{listed.longitude}"
        mark = f"mlat={listed.latitude}&mlon={listed.longitude}"
        return f"https://www.openstreetmap.org/?{mark}#map=17/{at}"
    return f"https://www.openstreetmap.org/search?query={quote(listed.address)}" if listed.address else ""


def shown_of(result: Result) -> dict[str, Any]:
    """What the enquiry keeps of it, to know what "the second one" and "cheaper" mean."""
    return {
        "schema": result.listed.schema,
        "offering": result.offered.name,
        "price": None if result.price is None else str(result.price),
        "currency": result.listed.currency,
    }
