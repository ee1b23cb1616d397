"""Sending a booking's mail once, from what its row says at that moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from businesses.by_word.unkept import unkept_of
from businesses.models import Booking, BookingStatus
from tenants.context import current_business, current_schema
from workflows.definitions.messages import MailKind, MailOutcome
from workflows.errors import MailHeldBack, MailNotAccepted, MailRefused, MailUnderWay
from workflows.mail.rendering import render
from workflows.mail.sending import hand_over
from workflows.models import MailState, SentMail

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.actors import Actor
    from workflows.mail.rendering import RenderedMail

logger = structlog.get_logger(__name__)

# Shorter than an activity's attempt may take, so that the attempt after a killed one finds the claim ended.
CLAIM = timedelta(seconds=25)
LONGEST_ERROR = 300
GOES_WITH = {
    MailKind.CONFIRMATION: {BookingStatus.CONFIRMED},
    MailKind.RESCHEDULED: {BookingStatus.CONFIRMED},
    MailKind.REMINDER: {BookingStatus.CONFIRMED},
    MailKind.CANCELLATION: {BookingStatus.CANCELLED},
    MailKind.UNKEPT: {BookingStatus.CONFIRMED},
    MailKind.DEPOSIT_ASKED: {BookingStatus.HELD},
    MailKind.DEPOSIT_LATE: {BookingStatus.HELD, BookingStatus.EXPIRED, BookingStatus.CANCELLED},
    MailKind.FOLLOW_UP: {BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED},
}
BEFORE_THE_VISIT = frozenset(
    {MailKind.CONFIRMATION, MailKind.RESCHEDULED, MailKind.REMINDER, MailKind.UNKEPT, MailKind.DEPOSIT_ASKED}
)
WHATEVER_ITS_TIME = frozenset({MailKind.CANCELLATION, MailKind.DEPOSIT_LATE})


def send_booking_mail(
    *, reference: str, kind: MailKind, name: str, version: int, starts_at: datetime, by: Actor
) -> MailOutcome:
    """Send the mail unless the booking's row, read now, says otherwise; a mail that has gone out is not sent again.

    ``starts_at`` is what the caller believes: a booking that has moved gets the mail of its move instead. Raises
    ``MailHeldBack``, ``MailUnderWay``, ``MailNotAccepted`` (each worth another try) or ``MailRefused``.
    """
    if current_business().is_suspended:
        raise MailHeldBack
    booking = Booking.objects.detailed().filter(reference=reference).first()
    if booking is None:
        return MailOutcome(sent=False, reason="no such booking")
    if reason := reason_not_to_send(booking, kind, starts_at, now=timezone.now()):
        return MailOutcome(sent=False, reason=reason)
    key = {"reference": reference, "kind": kind.value, "name": name, "version": version}
    return send_once(key, lambda now: (booking.customer.email, render(booking, kind, written_at=now)), by=by)


def reason_not_to_send(booking: Booking, kind: MailKind, starts_at: datetime, *, now: datetime) -> str:
    if booking.status not in GOES_WITH[kind]:
        return f"booking is {booking.status}"
    if kind == MailKind.DEPOSIT_ASKED and booking.owed_deposit(now) is None:
        return "deposit is not owed"
    if kind not in WHATEVER_ITS_TIME and booking.during.lower != starts_at:
        return "booking has moved"
    if kind in BEFORE_THE_VISIT and booking.during.lower <= now:
        return "visit has begun"
    if kind == MailKind.UNKEPT and not unkept_of([booking]):
        return "booking can be kept after all"
    if kind == MailKind.CANCELLATION and booking.ends_at <= now:
        return "visit would be over"
    return ""


def send_once(key: dict[str, Any], write: Callable[[datetime], tuple[str, RenderedMail]], *, by: Actor) -> MailOutcome:
    """Send the mail of the key (reference, kind, name, version), written first where it was not yet.

    ``write`` says to whom it goes and what it says at an instant. Raises as ``send_booking_mail``.
    """
    mail = _claim(key, write)
    if mail.state == MailState.SENDING:
        _hand_over(mail)
        logger.info("mail_sent", reference=mail.reference, kind=mail.kind, version=mail.version, by=str(by))
    return MailOutcome(sent=mail.state == MailState.SENT, reason="" if mail.state == MailState.SENT else mail.state)


def _claim(key: dict[str, Any], write: Callable[[datetime], tuple[str, RenderedMail]]) -> SentMail:
    """Return the mail, claimed for this caller if it is still to be sent; written first if there was none."""
    now = timezone.now()
    with transaction.atomic():
        mail, is_new = SentMail.objects.get_or_create(**key, defaults=_content(key, write, now))
    if is_new or mail.state in {MailState.SENT, MailState.NO_ADDRESS, MailState.FAILED}:
        return mail
    if not SentMail.objects.claim_again(mail, now=now, until=now + CLAIM):
        raise MailUnderWay
    return mail


def _content(
    key: dict[str, Any], write: Callable[[datetime], tuple[str, RenderedMail]], now: datetime
) -> dict[str, object]:
    address, rendered = write(now)
    part = "-".join(filter(None, [current_schema(), *map(str, key.values())]))
    return {
        "to": address,
        "subject": rendered.subject,
        "text": rendered.text,
        "html": rendered.html,
        "calendar": rendered.calendar,
        "report": rendered.report,
        "message_id": f"<{part}@{settings.PLATFORM_HOST}>",
        "state": MailState.SENDING if address else MailState.NO_ADDRESS,
        "claimed_until": now + CLAIM if address else None,
    }


def _hand_over(mail: SentMail) -> None:
    try:
        hand_over(mail)
    except MailRefused as error:
        _settle(mail, state=MailState.FAILED, error=str(error)[:LONGEST_ERROR])
        raise
    except MailNotAccepted as error:
        _settle(mail, claimed_until=timezone.now(), error=str(error)[:LONGEST_ERROR])
        raise
    _settle(mail, state=MailState.SENT, sent_at=timezone.now(), claimed_until=None, error="")


def _settle(mail: SentMail, **fields: object) -> None:
    for name, value in fields.items():
        setattr(mail, name, value)
    mail.save(update_fields=list(fields))
