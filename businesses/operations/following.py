"""One date of a series and all after it: given up or moved together, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.availability.walltime import opening_instant
from businesses.contacts import plain_note
from businesses.errors import NotOfSeries, SeriesNotFree, SlotUnavailable, SlotWithdrawn
from businesses.events import SERIES_CANCELLED, SERIES_MOVED
from businesses.models import Booking, BookingStatus
from businesses.operations.cancellations import LONGEST_REASON, cancelled
from businesses.operations.contention import settled
from businesses.operations.rescheduling import rescheduled
from businesses.operations.series import tell
from businesses.operations.timeline import booking_called, check_shown
from businesses.queries.pages import wish_for
from businesses.tokens import SlotClaim, read_slot
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from tenants.actors import Actor


def following(booking: Booking) -> list[Booking]:
    """The booking and those of its series that come after it and still stand, in order."""
    if booking.series_id is None:
        return [booking]
    rows = Booking.objects.detailed().filter(series=booking.series_id, status=BookingStatus.CONFIRMED)
    later = rows.filter(starts_at__gt=booking.during.lower).order_by("starts_at", "reference")
    return [booking, *later]


def cancel_following(
    *, reference: str, by: Actor, reason: str = "", version: int | None = None, now: datetime | None = None
) -> list[Booking]:
    """Cancel the booking and all after it in its series; those that were are left out, and so is a second time.

    Raises as ``cancel_booking`` does, and ``NotOfSeries`` where none comes after it.
    """
    moment = now or timezone.now()
    why = plain_note(reason, LONGEST_REASON)

    def cancel() -> list[Booking]:
        first = booking_called(reference)
        if first.status == BookingStatus.CANCELLED:
            return []
        rows, detail = _with_later(first, version), {"series": first.series_id}
        ended = [cancelled(each.reference, None, by=by, reason=why, now=moment, detail=detail) for each in rows]
        tell(SERIES_CANCELLED, ended, by=by)
        return ended

    return settled(cancel)


def move_following(
    *,
    reference: str,
    slot_token: str,
    by: Actor,
    leaving: Collection[str] = (),
    version: int | None = None,
    now: datetime | None = None,
) -> list[Booking]:
    """Move the booking to the offered time, and all after it in its series by as many days to the same wall time.

    ``leaving`` are references of later ones that stay where they are. Moved again to where they are, nothing changes.
    Raises ``SeriesNotFree`` with all that cannot be moved, ``NotOfSeries`` where none comes after it, and as
    ``reschedule_booking`` does.
    """
    moment, claim = now or timezone.now(), read_slot(slot_token)

    def shift() -> list[Booking]:
        first = booking_called(reference)
        rows = [each for each in _with_later(first, version) if each.reference not in leaving]
        before = {each.pk: each.version for each in rows}
        moved = _moved(rows, claim, by=by, now=moment)
        changed = [each for each in moved if each.version != before[each.pk]]
        if changed:
            tell(SERIES_MOVED, changed, by=by)
        return moved

    return settled(shift)


def _with_later(first: Booking, version: int | None) -> list[Booking]:
    check_shown(first, version)
    rows = following(first)
    if len(rows) == 1:
        raise NotOfSeries
    return rows


def _moved(rows: Sequence[Booking], claim: SlotClaim, *, by: Actor, now: datetime) -> list[Booking]:
    """Each at its new time, in the order that frees what the next one takes."""
    claims = {row.pk: claim if row is rows[0] else _as_far(row, rows[0], claim) for row in rows}
    order = sorted(rows, key=lambda row: row.during.lower, reverse=claim.start > rows[0].during.lower)
    moved: list[Booking] = []
    refused: list[tuple[datetime, SlotUnavailable]] = []
    for row in order:
        wanted = claims[row.pk]
        try:
            if wanted is None:
                raise SlotWithdrawn
            moved.append(rescheduled(row.reference, None, wanted, by=by, now=now, detail={"series": row.series_id}))
        except SlotUnavailable as refusal:
            refused.append((wanted.start if wanted else row.during.lower, refusal))
    if refused:
        raise SeriesNotFree(sorted(refused, key=lambda each: each[0]), current_business())
    return sorted(moved, key=lambda each: each.during.lower)


def _as_far(row: Booking, first: Booking, claim: SlotClaim) -> SlotClaim | None:
    """The time that is as many days on as the first one's, at its new wall time; None where clocks skip that."""
    zone = current_business().zone
    was, wanted = first.during.lower.astimezone(zone), claim.start.astimezone(zone)
    day = row.during.lower.astimezone(zone).date() + timedelta(days=(wanted.date() - was.date()).days)
    start = opening_instant(day, wanted.time(), zone)
    if start.astimezone(zone).time() != wanted.time():
        return None
    return SlotClaim(
        service_id=row.service_id,
        resource_id=claim.resource_id,
        start=start,
        end=start + wish_for(row.service, claim.party_size).duration,
        party_size=claim.party_size,
        is_pinned=claim.is_pinned,
    )
