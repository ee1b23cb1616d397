"""Taking a place: which resources could serve, and locking one that is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Case, Value, When

from businesses.availability.intervals import Interval
from businesses.availability.offers import free_units, is_within_opening
from businesses.errors import SlotNotValid, SlotTaken, SlotWithdrawn
from businesses.models import Booking, BookingPolicy, Resource, Service, StaffMember
from businesses.operations.contention import Raced
from businesses.operations.expiry import release_lapsed
from businesses.operations.parties import check_party
from businesses.queries.pages import read_page
from businesses.queries.slots import nearest_slots
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.offered import OfferedSlot
    from businesses.tokens import SlotClaim
    from tenants.actors import Actor


def as_range(interval: Interval) -> DateTimeTZRange:
    return DateTimeTZRange(interval.start, interval.end)


def claimed_service(claim: SlotClaim) -> Service:
    service = Service.objects.offered().filter(pk=claim.service_id).first()
    if service is None:
        raise SlotNotValid
    return service


def alternatives(
    service: Service, claim: SlotClaim, *, now: datetime, moving: Booking | None = None
) -> list[OfferedSlot]:
    """Times near the one that cannot be had: with the same person where one was chosen, else whoever is free."""
    staff = StaffMember.objects.filter(resource=claim.resource_id).first() if claim.is_pinned else None
    return nearest_slots(
        service=service, party_size=claim.party_size, around=claim.start, now=now, staff=staff, moving=moving
    )


@dataclass(frozen=True, slots=True)
class Places:
    """What would be taken, and the resources that could be: the offered one first, then those that fit best."""

    occupied: Interval
    units: tuple[int, ...]
    policy: BookingPolicy


def places_for(
    service: Service, claim: SlotClaim, *, by: Actor, now: datetime, moving: Booking | None = None
) -> Places:
    """Where the claim can be met now.

    Raises ``SlotWithdrawn`` where hours, duration or the past overtook the offer, ``SlotTaken`` where none is free,
    and as ``check_party`` does.
    """
    day = claim.start.astimezone(current_business().zone).date()
    page = read_page(service=service, party_size=claim.party_size, first=day, days=1, now=now, moving=moving)
    check_party(page, by=by)
    stay = page.wish.stay(claim.start)
    if claim.start < now or stay.end != claim.end or not is_within_opening(page.diary, stay):
        raise SlotWithdrawn(alternatives(service, claim, now=now, moving=moving))
    free = [unit.id for unit in free_units(page.diary, page.wish, claim.start)]
    if claim.is_pinned:
        free = [unit for unit in free if unit == claim.resource_id]
    if not free:
        raise SlotTaken(alternatives(service, claim, now=now, moving=moving))
    free.sort(key=lambda unit: unit != claim.resource_id)
    return Places(page.wish.occupied(claim.start), tuple(free), page.policy)


def _locked(units: Sequence[int]) -> Resource:
    # A resource that another transaction has locked is about to be taken: try the next before waiting for the first.
    # NO KEY: rows that merely refer to the resource are not kept waiting.
    order = Case(*(When(pk=unit, then=Value(place)) for place, unit in enumerate(units)))
    wanted = Resource.objects.filter(pk__in=units).order_by(order)
    at_once = wanted.select_for_update(skip_locked=True, no_key=True).first()
    return at_once or lock_resource(units[0])


def lock_resource(resource_id: int) -> Resource:
    """Wait for the resource's row: who wants the same place queues here."""
    return Resource.objects.select_for_update(no_key=True).get(pk=resource_id)


def retake_place(booking: Booking, *, now: datetime) -> None:
    """See that what a booking had given back is free once more, and lock it; raises ``SlotTaken`` where it is not."""
    stay = Interval(booking.during.lower, booking.during.upper)
    take_place_at(stay, booking.resource_id, now=now, moving=booking)


def take_place_at(stay: Interval, resource_id: int, *, now: datetime, moving: Booking) -> Resource:
    """Take this resource and no other for the stay; raises ``SlotTaken`` where something else is there."""
    others = Booking.objects.taking(now).filter(resource=resource_id).exclude(pk=moving.pk)
    is_there = Resource.objects.filter(pk=resource_id).exists()  # and not in the trash
    if not is_there or others.meeting(stay.start, stay.end).exists():
        raise SlotTaken
    return take_place(Places(stay, (resource_id,), BookingPolicy.current()), now=now, moving=moving)


def take_place(places: Places, *, now: datetime, moving: Booking | None = None) -> Resource:
    """Lock one of the places, release holds on it that have run out, and see that nothing else takes it.

    Raises ``Raced`` where somebody was faster; the caller looks again. Every write that takes a resource comes through
    here, so that those who want the same one queue on its row; the exclusion constraint stands behind it.
    """
    resource, occupied = _locked(places.units), places.occupied
    release_lapsed(resource, occupied, now=now, sparing=moving)
    others = Booking.objects.taking(now).filter(resource=resource).meeting(occupied.start, occupied.end)
    if not resource.is_active or others.exclude(pk=moving.pk if moving else 0).exists():
        raise Raced
    return resource
