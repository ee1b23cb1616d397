"""What is wished, offered and booked in a conversation, as plain values: the engine sees these and never a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic reads these before Python 3.12

if TYPE_CHECKING:
    from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Wish:
    """What a time is looked for: local day and wall time of the business."""

    service: int
    people: int
    day: date
    at: time | None = None
    staff: int | None = None


class Offer(TypedDict):
    """A time that can be booked, with the signed token that books it; ``start`` and ``end`` are ISO in local time."""

    start: str
    end: str
    resource: str
    token: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A booking as committed; times are in the business's zone."""

    reference: str
    status: str
    version: int
    service: int
    service_name: str
    needs_party: bool
    resource: str
    people: int
    starts_at: datetime
    ends_at: datetime
    cancel_by: datetime
    name: str
    staff: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    address: str = ""
