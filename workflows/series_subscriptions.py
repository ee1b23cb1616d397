"""What follows when several dates are booked, moved or cancelled at once: one mail about all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.events import OF_SERIES
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.operations.series_mails import send_series_mail

if TYPE_CHECKING:
    from events.types import Event


@subscribe(*OF_SERIES, name="workflows.series", external=True)
def tell_of_all(event: Event) -> None:
    send_series_mail(
        event=event.type,
        references=event.payload["references"],
        version=event.payload["version"],
        by=SYSTEM,
    )
