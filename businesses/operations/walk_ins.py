"""Whoever stands at the door: the best place that is free now, and they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from businesses.availability.offers import free_units
from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import NoPlaceNow
from businesses.events import BOOKING_ARRIVED
from businesses.models import Booking, BookingSource, BookingStatus, Service
from businesses.operations.contention import Raced, settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_NOTE
from businesses.operations.parties import check_party
from businesses.operations.records import written
from businesses.operations.timeline import move
from businesses.queries.pages import Page, read_page
from businesses.queries.slots import next_for_staff
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.actors import Actor


def seat_walk_in(
    *,
    service: Service,
    party_size: int,
    key: UUID,
    by: Actor,
    name: str = "",
    note: str = "",
    resource_id: int | None = None,
    now: datetime | None = None,
) -> Booking:
    """Give them the place that fits best and is free from this minute for as long as the service takes; they are there.

    With ``resource_id`` that place and no other.

    Where somebody still sits, over their time too, is not free. No contact is asked for: without a ``name`` they are
    the business's customer called "Walk-in". ``key`` is the page's: sent twice it is the same booking. Raises
    ``NoPlaceNow`` with the next times, ``ContactNotValid``, ``BookingBusy``, and as ``check_party`` does.
    """
    moment, own_key = now or timezone.now(), f"walk-in:{key}"
    details = checked(_details(name), current_business(), is_contact_required=False)

    def work() -> Booking:
        if made := Booking.objects.detailed().filter(hold_key=own_key).first():
            return made
        start = moment.replace(second=0, microsecond=0)
        day = start.astimezone(current_business().zone).date()
        page = read_page(service=service, party_size=party_size, first=day, days=1, now=moment)
        check_party(page, by=by)
        units = tuple(unit for unit in _free_now(page, start) if resource_id in (None, unit))
        if not units:
            raise NoPlaceNow(next_for_staff(service=service, party_size=party_size, now=moment))
        booking = written(
            page,
            service,
            start,
            units,
            customer=known_or_new_customer(details),
            source=BookingSource.WALK_IN,
            note=plain_note(note, LONGEST_NOTE),
            hold_key=own_key,
            by=by,
            now=moment,
        )
        if Booking.objects.sitting().filter(resource=booking.resource).exists():
            raise Raced
        return move(booking, to=BookingStatus.ARRIVED, event=BOOKING_ARRIVED, by=by, at=moment, arrived_at=moment)

    return settled(work)


def _details(name: str) -> CustomerDetails:
    """Nameless ones are one customer, whatever language who seats them works in."""
    with translation.override(current_business().locale):
        return CustomerDetails(name=name if name.strip() else _("Walk-in"))


def _free_now(page: Page, start: datetime) -> tuple[int, ...]:
    sitting = set(Booking.objects.sitting().values_list("resource", flat=True))
    return tuple(unit.id for unit in free_units(page.diary, page.wish, start) if unit.id not in sitting)
