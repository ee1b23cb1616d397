"""Reads of the directory: always of published listings, in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from directory.models import Listing, Offering
from directory.search import Listed, Offered
from directory.wishes import key_of
from tenants.context import public

if TYPE_CHECKING:
    from directory.wishes import Wish

MOST = 200
"""Businesses looked at for one wish."""
MOST_NAMES = 3_000
"""Different names of offerings a message is read with."""


def listings_for(wish: Wish) -> list[Listed]:
    """The published listings a wish may be about, with their offerings: two queries."""
    with public():
        listings = Listing.objects.published().order_by("name")
        offerings = Prefetch("offerings", Offering.objects.order_by("pk"))
        if wish.named:
            listings = listings.filter(schema__in=wish.named)
        elif wish.category and not wish.offerings:
            listings = listings.filter(category=wish.category)
        return [_listed(row) for row in listings.prefetch_related(offerings)[:MOST]]


Names = tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]
"""Businesses as (schema, name), areas, and offerings as (name, aliases)."""


def published_names() -> Names:
    """What may be said of the directory: businesses (schema, name), areas, offerings (name, aliases). Two queries."""
    with public():
        rows = list(Listing.objects.published().order_by("name").values_list("pk", "schema", "name", "area"))
        offered = Offering.objects.filter(listing__in=[row[0] for row in rows]).order_by("name")
        names: dict[str, tuple[str, tuple[str, ...]]] = {}
        for name, aliases in offered.values_list("name", "aliases")[:MOST_NAMES]:
            known = names.get(key_of(name), (name, ()))
            names[key_of(name)] = (known[0], tuple(dict.fromkeys((*known[1], *aliases))))
    areas = tuple(sorted({area for *_rest, area in rows if area}))
    return tuple((schema, name) for _pk, schema, name, _area in rows), areas, tuple(names.values())


def zone_of_all() -> str:
    """The zone of the published listings where they share one, else UTC: in it a day is read."""
    with public():
        zones = set(Listing.objects.published().values_list("timezone", flat=True).distinct()[:2])
    return zones.pop() if len(zones) == 1 else "UTC"


def _listed(row: Listing) -> Listed:
    offerings = tuple(
        Offered(each.kind, each.key, each.name, each.price, each.needs_party) for each in row.offerings.all()
    )
    return Listed(
        schema=row.schema,
        slug=row.slug,
        name=row.name,
        category=row.category,
        country=row.country,
        zone=row.timezone,
        currency=row.currency,
        address=row.address,
        area=row.area,
        latitude=row.latitude,
        longitude=row.longitude,
        offerings=offerings,
    )
