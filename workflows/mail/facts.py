"""What a mail says about a booking: read from its row, in the customer's language and the business's wall time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from businesses.naming import called
from businesses.tokens import manage_token
from businesses.wording.moments import day, spans, zone
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.plain import one_line, unlinked

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """Texts are ready to show. ``address`` is where it takes place: the customer's for a visit, else the business's.
    ``day``, ``time`` and ``zone`` are wall time of the business; instants are aware.
    """

    uid: str
    reference: str
    version: int
    is_cancelled: bool
    customer: str
    service: str
    with_whom: str
    party_size: int | None
    day: str
    time: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    business: str
    address: str
    is_visit: bool
    phone: str
    email: str
    colour: str
    ink: str
    manage_url: str
    home_url: str


def ink_on(colour: str) -> str:
    """White or near black, whichever stands out more (relative luminance as WCAG 2 defines it)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= 4.5 else "#1d2329"


def facts_of(booking: Booking) -> BookingFacts:
    """Call with the mail's language active."""
    business = current_business()
    starts = booking.during.lower.astimezone(business.zone)
    ends = booking.ends_at.astimezone(business.zone)
    return BookingFacts(
        uid=f"{booking.reference}@{business.slug}.{settings.PLATFORM_HOST}",
        reference=booking.reference,
        version=booking.version,
        is_cancelled=booking.status == "cancelled",
        customer=unlinked(booking.customer.name),
        service=called(booking.service.name),
        with_whom=booking.resource.name if booking.resource.kind == "staff" else "",
        party_size=booking.party_size if booking.service.needs_party else None,
        day=day(starts.date()),
        time=spans([(starts, ends)], business.country),
        zone=zone(business.zone),
        starts_at=starts,
        ends_at=ends,
        business=one_line(business.name),
        address=", ".join(booking.address.split("\n")) if booking.service.is_visit else business.address,
        is_visit=booking.service.is_visit,
        phone=business.phone,
        email=business.email,
        colour=business.brand_colour,
        ink=ink_on(business.brand_colour),
        # The token follows the # so that no server log and no Referer ever carries it.
        manage_url=f"{url_of(business.slug, f'/b/{booking.reference}/')}#{manage_token(booking)}",
        home_url=url_of(business.slug),
    )
