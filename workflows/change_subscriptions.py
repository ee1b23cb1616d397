"""What follows a change of the business: its people are told, and whose booking cannot be kept is asked to move it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from businesses.by_word.events import BUSINESS_CHANGED
from businesses.events import BOOKING_UNKEPT
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.definitions.messages import MailKind
from workflows.operations.change_mails import tell_people
from workflows.operations.mails import send_booking_mail

if TYPE_CHECKING:
    from events.types import Event

NAMED_BY = 20
"""Characters of the change's id that tell a mail of it from that of another."""
OF_EVERYBODY = frozenset({"hours", "exceptions", "time_off"})
"""Tables whose changes everybody who works there is told of; of a price they are not."""


@subscribe(BOOKING_UNKEPT, name="workflows.unkept", external=True)
def ask_for_another_time(event: Event) -> None:
    send_booking_mail(
        reference=event.payload["reference"],
        kind=MailKind.UNKEPT,
        name=event.payload["change"].replace("-", "")[:NAMED_BY],
        version=event.payload["version"],
        starts_at=datetime.fromisoformat(event.payload["starts_at"]),
        by=SYSTEM,
    )


@subscribe(BUSINESS_CHANGED, name="workflows.people_told", external=True)
def tell_whoever_works_there(event: Event) -> None:
    if OF_EVERYBODY & set(event.payload["tables"]):
        tell_people(change=event.payload["change"], told_by=event.actor, by=SYSTEM)
