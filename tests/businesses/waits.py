"""Dull makers of a waiting list."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from businesses.contacts import CustomerDetails
from businesses.operations import confirm_booking
from businesses.operations.waiting import join_list
from businesses.waiting.windows import WaitingWish
from tests.businesses.rows import DAY, NOW, VISITOR, hold, slot_at

if TYPE_CHECKING:
    from businesses.models import Booking, Service, Waiting


def person(name: str) -> CustomerDetails:
    return CustomerDetails(name=name, email=f"{name.lower()}@example.com", locale="en")


def wait(service: Service, name: str, *, now: datetime = NOW, **fields: Any) -> Waiting:
    """Waits for two at dinner today, from seven to nine, unless said."""
    usual = {"party_size": 2, "day": DAY, "earliest": time(19), "latest": time(21), "staff": None}
    wish = {key: fields.pop(key, value) for key, value in usual.items()}
    who = fields.pop("customer", person(name))
    how = {"by": VISITOR, "source": "api", **fields}
    return join_list(wish=WaitingWish(service=service, **wish), customer=who, now=now, **how)


def book(service: Service, hour: int, name: str = "Anna", *, now: datetime = NOW, party: int = 2) -> Booking:
    held = hold(slot_at(service, hour, now=now, party=party), now=now, customer=person(name))
    return confirm_booking(reference=held.reference, by=VISITOR, now=now)


def fill_dinner(service: Service) -> list[Booking]:
    """Take every place from six to half past ten, so that nothing is free for who wants dinner."""
    return [book(service, hour, f"Guest{hour}{each}") for hour in (18, 20) for each in range(service.resources.count())]
