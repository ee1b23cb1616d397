"""Every write of the directory: listings follow what a business publishes, enquiries go by age."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from businesses.desk import current_desk
from businesses.desk.shelf import current_version
from directory.models import Enquiry, Kind, Listing, Offering
from tenants.context import enter, public
from tenants.models import Business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.desk import Desk, ItemFacts, ServiceFacts

COPIED = (
    *("slug", "name", "category", "country", "address", "area"),
    *("latitude", "longitude", "timezone", "currency"),
)
"""Of a business's own row, what is published."""


def refresh_listing(*, schema: str) -> bool:
    """Make the listing say what the business publishes, or take it away where it is not listed; whether it changed.

    One transaction: readers see the old copy or the new one. Calling it again changes nothing.
    """
    with public():
        business = Business.objects.filter(schema_name=schema, is_listed=True, is_suspended=False).first()
        if business is None:
            return Listing.objects.filter(schema=schema).delete()[0] > 0
    with enter(schema):
        version = version_of(business, current_version())
        if Listing.objects.filter(schema=schema, version=version).exists():
            return False
        desk = current_desk()
    with public(), transaction.atomic():
        _copy(business, desk, version)
    return True


def version_of(business: Business, rows: str) -> str:
    """A short name for the state of a business's own row and of the rows behind its desk."""
    own = "|".join(str(getattr(business, field)) for field in COPIED)
    return sha256(f"{own}|{rows}".encode()).hexdigest()


def _copy(business: Business, desk: Desk, version: str) -> None:
    copied = {field: getattr(business, field) for field in COPIED}
    listing, _made = Listing.objects.update_or_create(
        schema=business.schema_name, defaults={**copied, "version": version, "refreshed_at": timezone.now()}
    )
    listing.offerings.all().delete()
    Offering.objects.bulk_create(
        [
            *(_of_service(listing, each) for each in desk.services),
            *(_of_dish(listing, each) for each in desk.items if each.is_available),
        ]
    )


def _of_service(listing: Listing, service: ServiceFacts) -> Offering:
    return Offering(
        listing=listing,
        schema=listing.schema,
        kind=Kind.SERVICE,
        key=service.id,
        name=service.name,
        aliases=list(service.aliases),
        price=service.price,
        minutes=service.minutes,
        needs_party=service.needs_party,
    )


def _of_dish(listing: Listing, item: ItemFacts) -> Offering:
    return Offering(
        listing=listing,
        schema=listing.schema,
        kind=Kind.DISH,
        key=item.id,
        name=item.name,
        aliases=list(item.aliases),
        price=item.price,
    )


def list_business(business: Business) -> None:
    """List a business that was just made, if it is one to be listed."""
    refresh_listing(schema=business.schema_name)


def forget_business(business: Business) -> None:
    """Take everything of a business out of the directory."""
    with public():
        Listing.objects.filter(schema=business.schema_name).delete()


def forget_enquiries(*, before: datetime) -> int:
    """Delete enquiries nobody has gone on with since then; how many."""
    with public():
        return Enquiry.objects.filter(updated_at__lt=before).delete()[0]
