"""Which appointments should have a running workflow: read from rows, whatever the workflow server knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from businesses.models import BookingChange, BookingStatus
from tenants.context import current_business, current_schema
from workflows.definitions.deadlines import DELIVERY_WINDOW, deadline
from workflows.definitions.messages import Appointment, MailKind
from workflows.models import MailSettings, SentMail, StoppedAppointment
from workflows.planning import plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    Handled = set[tuple[str, str, str, int]]

# A change that is younger may still be on its way: the relay brings it, and the workflow server lists what it started.
ON_ITS_WAY = timedelta(minutes=5)
LONGEST_VISIT = timedelta(days=1)
NEWS = {"confirmed": MailKind.CONFIRMATION, "rescheduled": MailKind.RESCHEDULED, "taken_back": MailKind.CONFIRMATION}
CAME_AND_WENT_BACK = ~Q(from_status=BookingStatus.CANCELLED) & Q(kind="taken_back")
"""That somebody was checked in by mistake is no news of the booking."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An appointment with mails to come; ``news`` is the mail that tells its version."""

    appointment: Appointment
    news: MailKind


def unfinished_appointments(*, now: datetime) -> list[Unfinished]:
    """Those of this business but for what changed a moment ago, what has had all its mails, and what was stopped."""
    changes = _going_on(_last_news(now=now), now=now)
    handled = _handled([change.booking.reference for change in changes])
    found = [_unfinished(change, handled) for change in changes]
    return [each for each in found if has_mails_to_come(each, now=now)]


def has_mails_to_come(unfinished: Unfinished, *, now: datetime) -> bool:
    appointment = unfinished.appointment
    if not appointment.is_told and appointment.starts_at > now:
        return True
    return any(deadline(step, appointment) > now for step in appointment.steps)


def _last_news(*, now: datetime) -> Iterable[BookingChange]:
    """The last confirmation or move of each booking that may have mails to come."""
    follow_up = timedelta(hours=MailSettings.current().follow_up_hours or 0)
    return (
        BookingChange.objects.filter(
            booking__starts_at__gt=now - follow_up - DELIVERY_WINDOW - LONGEST_VISIT,
            booking__status__in=(BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED),
            to_status=BookingStatus.CONFIRMED,
            kind__in=NEWS,
        )
        .exclude(CAME_AND_WENT_BACK)
        .select_related("booking")
        .order_by("booking_id", "-version")
        .distinct("booking_id")
    )


def _going_on(changes: Iterable[BookingChange], *, now: datetime) -> list[BookingChange]:
    stopped = dict(StoppedAppointment.objects.values_list("reference", "stopped_at"))

    def goes_on(change: BookingChange) -> bool:
        booking = change.booking
        is_written_down_afterwards = booking.ends_at <= change.at
        was_stopped = stopped.get(booking.reference, change.at) > change.at
        return change.at <= now - ON_ITS_WAY and not is_written_down_afterwards and not was_stopped

    return [change for change in changes if goes_on(change)]


def _handled(references: list[str]) -> Handled:
    """Which mails went out, or never will."""
    mails = SentMail.objects.settled().filter(reference__in=references)
    return set(mails.values_list("reference", "kind", "name", "version"))


def _unfinished(change: BookingChange, handled: Handled) -> Unfinished:
    booking, news, business = change.booking, NEWS[change.kind], current_business()
    steps = plan(
        starts_at=booking.during.lower,
        ends_at=booking.ends_at,
        news_at=change.at,
        settings=MailSettings.current(),
        zone=business.zone,
    )

    def is_handled(kind: MailKind, name: str = "") -> bool:
        return (booking.reference, kind.value, name, change.version) in handled

    appointment = Appointment(
        schema=current_schema(),
        reference=booking.reference,
        version=change.version,
        starts_at=booking.during.lower,
        ends_at=booking.ends_at,
        steps=[step for step in steps if not is_handled(step.kind, step.name)],
        is_told=is_handled(news)
        or "series" in change.detail
        or (_takes_back(change) and _was_told(booking.reference, handled)),
    )
    return Unfinished(appointment, news)


def _takes_back(change: BookingChange) -> bool:
    """Whether the booking is as it was before a change that was taken back before anybody was told."""
    return change.kind == "taken_back" or bool(change.detail.get("taken_back"))


def _was_told(reference: str, handled: Handled) -> bool:
    """Whether the customer has had news of the booking at all."""
    return any(each[0] == reference and each[1] in {kind.value for kind in NEWS.values()} for each in handled)
