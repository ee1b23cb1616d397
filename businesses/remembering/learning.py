"""What somebody usually chooses, read from the bookings and orders that are theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from businesses.models import UNEATEN_ORDERS, Booking, BookingStatus, Order, OrderStatus, RememberedKind, StaffMember
from businesses.privacy.holdings import BOOKING, ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from businesses.remembering.made import Made

T = TypeVar("T")

CAME = (BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED)
TWICE = 2
"""So often in a row somebody was served by the same person whom they did not ask for: then it is no chance."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Learned:
    """A fact as it would be remembered; see ``RememberedFact``."""

    kind: RememberedKind
    relation: str
    key: str
    words: str
    learned_from: str


def usual_of(made: Iterable[Made]) -> list[Learned]:
    """What these tell, a fact of a kind for each of whom they are; what was just said stands over what rows tell."""
    of_whom: dict[str, list[Made]] = defaultdict(list)
    for each in made:
        of_whom[each.relation].append(each)
    found: dict[tuple[str, str], Learned] = {}
    for relation, theirs in of_whom.items():
        references = [each.reference for each in theirs]
        for fact in (*_of_bookings(relation, references), *_of_orders(relation, references), *_said(theirs)):
            found[fact.kind, relation] = fact
    return list(found.values())


def _of_bookings(relation: str, references: Sequence[str]) -> Iterator[Learned]:
    rows = list(
        Booking.objects.filter(reference__in=_called(BOOKING, references), status__in=CAME)
        .select_related("service")
        .order_by("created_at", "pk")
    )
    if not rows:
        return
    service = usual([row.service for row in rows])
    theirs = [row for row in rows if row.service == service]
    last = f"{BOOKING}:{theirs[-1].reference}"
    yield Learned(RememberedKind.SERVICE, relation, str(service.pk), service.name, last)
    if service.needs_party:
        people = usual([row.party_size for row in theirs])
        yield Learned(RememberedKind.PEOPLE, relation, str(people), str(people), last)
    resources = {row.resource_id for row in theirs[-TWICE:]}
    if len(theirs) >= TWICE and len(resources) == 1:
        member = StaffMember.objects.filter(resource__in=resources, is_active=True).first()
        if member is not None:
            yield Learned(RememberedKind.STAFF, relation, str(member.pk), member.name, last)


def _of_orders(relation: str, references: Sequence[str]) -> Iterator[Learned]:
    """The last one: what is ordered twice alike is what was ordered last."""
    left = (*UNEATEN_ORDERS, OrderStatus.UNPAID)
    rows = Order.objects.filter(reference__in=_called(ORDER, references)).exclude(status__in=left)
    last = rows.prefetch_related("lines").order_by("-placed_at").first()
    if last is None:
        return
    words = ", ".join(f"{line.quantity} \u00d7 {line.name}" for line in last.lines.all())
    yield Learned(RememberedKind.DISHES, relation, last.reference, words[:LONGEST], f"{ORDER}:{last.reference}")


def _said(made: Iterable[Made]) -> Iterator[Learned]:
    for each in made:
        if each.staff and (member := StaffMember.objects.filter(pk=each.staff, is_active=True).first()):
            yield Learned(RememberedKind.STAFF, each.relation, str(member.pk), member.name, each.reference)
        if each.seat:
            yield Learned(RememberedKind.SEAT, each.relation, "", each.seat[:LONGEST], each.reference)
        if each.vehicle:
            yield Learned(RememberedKind.VEHICLE, each.relation, "", each.vehicle[:LONGEST], each.reference)


def usual(values: Sequence[T]) -> T:
    """The one that is there most often; of several the one that was there last."""
    counts = Counter(values)
    most = max(counts.values())
    return next(value for value in reversed(values) if counts[value] == most)


def _called(kind: str, references: Iterable[str]) -> list[str]:
    return [each.removeprefix(f"{kind}:") for each in references if each.startswith(f"{kind}:")]
