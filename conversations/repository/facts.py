"""What is wished, offered, booked and ordered in a conversation, as plain values: the engine never sees a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic reads these before Python 3.12

from businesses.availability.openings import HoursBook

if TYPE_CHECKING:
    from datetime import date, time

    from businesses.availability.openings import HoursBook
    from businesses.by_word.wishes import OwnerWish
    from reports.by_word import ReportWish, Shown

    MemberWish = OwnerWish | ReportWish
    """What one of the business's own people can have done."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a time is looked for: local day and wall time of the business."""

    service: int
    people: int
    day: date
    at: time | None = None
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class ListWish:
    """What somebody would wait for: a business day, and the first and last wall time of it that suits; None for any."""

    service: int
    people: int
    day: date
    earliest: time | None = None
    latest: time | None = None
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
class QuotedFacts:
    """What a document says word for word; ``address`` opens it there, ``key`` is the document's."""

    text: str
    title: str
    address: str
    key: str


@dataclass(frozen=True, slots=True)
class DepositFacts:
    """``until`` is until when it may be paid, in the business's zone; None where it is not owed.

    ``address`` is where it is paid: it opens by the contact of who booked, and holds no secret.
    """

    amount: Decimal
    currency: str
    state: str
    until: datetime | None
    address: str


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
    deposit: DepositFacts | None = None


@dataclass(frozen=True, slots=True)
class PickedOption:
    """An option of a line, as the menu calls it; ``price`` is what it adds to one piece."""

    group: str
    name: str
    option: int
    amount: str = ""
    is_left_out: bool = False
    price: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class BilledLine:
    """So many of an item, made the same way; ``item`` is 0 where the menu has it no more."""

    item: int
    name: str
    quantity: int
    options: tuple[PickedOption, ...]
    note: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """What a basket costs and when it is there (local time), with the signed token that orders it until it expires."""

    token: str
    way: str
    lines: tuple[BilledLine, ...]
    fee: Decimal
    tax: Decimal
    total: Decimal
    is_tax_added: bool
    there_at: datetime
    expires_at: datetime
    paid_when: str = "door"


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as committed; times are in the business's zone, ``there_at`` when the customer has it.

    ``payment`` is what was paid beforehand or has to be; ``pays_at`` where that is done, while it has to be or may be.
    """

    reference: str
    status: str
    version: int
    way: str
    lines: tuple[BilledLine, ...]
    subtotal: Decimal
    fee: Decimal
    tax: Decimal
    total: Decimal
    currency: str
    ready_at: datetime
    there_at: datetime
    name: str
    phone: str = ""
    email: str = ""
    note: str = ""
    address: str = ""
    table: str = ""
    payment: DepositFacts | None = None
    pays_at: str = ""


@dataclass(frozen=True, slots=True)
class UnkeptFacts:
    """A booking that a change would leave nowhere to be kept; in the business's zone."""

    reference: str
    name: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What becomes of a row: ``what`` is new, changed or removed; ``cells`` are a column, before and after."""

    table: str
    what: str
    called: str
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewFacts:
    """A change worked out: ``digest`` names exactly that, ``before`` and ``hours`` are those that hold on the days that
    are meant, and those that would. Of a report that is sent or stopped, ``report`` is what would be done.
    """

    digest: str
    rows: tuple[RowFacts, ...]
    unkept: tuple[UnkeptFacts, ...] = ()
    before: HoursBook = field(default_factory=HoursBook)
    hours: HoursBook = field(default_factory=HoursBook)
    report: Shown | None = None


@dataclass(frozen=True, slots=True)
class AlteredFacts:
    """A change of the business as committed, or as taken back."""

    id: str
    told: str


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """A place on the waiting list as committed. ``wished`` is ready to be said; ``place`` is 1 for the first in line, 0
    off the list; ``offer_at`` and ``offer_until`` (local time) where a time is held for them.
    """

    reference: str
    status: str
    service_name: str
    needs_party: bool
    people: int
    staff: str
    wished: str
    name: str
    place: int
    offer_at: datetime | None = None
    offer_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RememberedFacts:
    """What is remembered of a customer, or would be: ``kind`` and ``relation`` as ``businesses.models`` call them;
    ``key`` is the service, the member of staff, how many they are, or the order's reference.
    """

    kind: str
    relation: str
    key: str
    words: str


Committed = BookingFacts | OrderFacts | WaitingFacts | AlteredFacts
"""What a turn can have written."""
