"""What follows when a deposit is asked for, and when one came too late: a mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from businesses.events import BOOKING_DEPOSIT_ASKED, BOOKING_DEPOSIT_DUE_BACK
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.definitions.messages import MailKind
from workflows.operations.mails import send_booking_mail

if TYPE_CHECKING:
    from events.types import Event

NAMED_BY = 20
"""Characters of the deposit's uid that tell the mail of it from that of another."""


@subscribe(BOOKING_DEPOSIT_ASKED, name="workflows.deposit_asked", external=True)
def ask_to_pay(event: Event) -> None:
    _send(event, MailKind.DEPOSIT_ASKED)


@subscribe(BOOKING_DEPOSIT_DUE_BACK, name="workflows.deposit_late", external=True)
def tell_it_was_late(event: Event) -> None:
    if event.payload["is_late"]:
        _send(event, MailKind.DEPOSIT_LATE, name=named_by(event.payload["deposit"]))


def named_by(deposit: str) -> str:
    return deposit.replace("-", "")[:NAMED_BY]


def _send(event: Event, kind: MailKind, *, name: str = "") -> None:
    send_booking_mail(
        reference=event.payload["reference"],
        kind=kind,
        name=name,
        version=event.payload["version"],
        starts_at=datetime.fromisoformat(event.payload["starts_at"]),
        by=SYSTEM,
    )
