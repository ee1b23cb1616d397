"""Figures of bookings: one query of bookings, grouped by day and service in the database, and one of services."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from businesses.dashboard.buckets import bucket_of, by_day, within
from businesses.dashboard.figures import Figure, Seller, Sellers, Unit, days_of, share
from businesses.models import Booking, BookingSource, BookingStatus, Service
from businesses.ordering.serving import price_on, prices_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from businesses.dashboard.periods import Comparison
    from businesses.ordering.serving import DatedPrice

SERVED = (BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED)
"""Those who came or are to come."""
KEPT = (*SERVED, BookingStatus.NO_SHOW)
"""What took its place in the diary: still to come, here, came, or did not come."""
GIVEN_UP = Q(status=BookingStatus.CANCELLED)
BEST = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """Bookings of one service on one day."""

    day: date
    service: int
    bookings: int
    people: int
    by_chat: int
    no_shows: int
    cancelled: int
    paying: int
    """Those who came or are to come."""


@dataclass(frozen=True, slots=True)
class Tallies:
    """Of a period, by the place of the day."""

    days: int
    of_day: Mapping[int, list[Tally]] = field(default_factory=lambda: defaultdict(list))

    def daily(self, value: Callable[[Tally], Decimal | int]) -> list[Decimal]:
        return [Decimal(sum(value(each) for each in self.of_day.get(day, ()))) for day in range(self.days)]

    def every(self) -> Iterable[Tally]:
        return (tally for tallies in self.of_day.values() for tally in tallies)

    def total(self, value: Callable[[Tally], Decimal | int]) -> Decimal:
        return sum((Decimal(value(each)) for each in self.every()), Decimal(0))


@dataclass(frozen=True)
class Booked:
    """What was booked in both periods, and the services it was of."""

    now: Tallies
    before: Tallies
    services: Mapping[int, Service]

    @cached_property
    def dated(self) -> Mapping[int, tuple[DatedPrice, ...]]:
        return {key: prices_of(service.dated_prices) for key, service in self.services.items()}

    def has_price(self, service: int) -> bool:
        return self.services[service].price is not None or bool(self.dated[service])

    def worth(self, tally: Tally) -> Decimal:
        """At the service's price of the day; without one it is not known, and counts for nothing."""
        usual = self.services[tally.service].price
        return (price_on(usual, self.dated[tally.service], tally.day) or Decimal(0)) * tally.paying


def read_booked(comparison: Comparison) -> Booked:
    """Two queries."""
    booked = Booked(
        now=Tallies(comparison.now.period.length),
        before=Tallies(comparison.before.period.length),
        services=Service.objects.in_bulk(),
    )
    for is_now, day, row in by_day(_counted(comparison), comparison):
        service, counts = row["service_id"], {key: row[key] or 0 for key in _COUNTS}
        first = (comparison.now if is_now else comparison.before).period.first
        tally = Tally(first + timedelta(days=day), service, **counts)
        (booked.now if is_now else booked.before).of_day[day].append(tally)
    return booked


def _kept(**fields: Any) -> Q:
    return Q(status__in=KEPT, **fields)


_COUNTS = {
    "bookings": Count("pk", filter=_kept()),
    "people": Sum("party_size", filter=_kept()),
    "by_chat": Count("pk", filter=_kept(source=BookingSource.CHAT)),
    "no_shows": Count("pk", filter=Q(status=BookingStatus.NO_SHOW)),
    "cancelled": Count("pk", filter=GIVEN_UP),
    "paying": Count("pk", filter=Q(status__in=SERVED)),
}


def _counted(comparison: Comparison) -> Any:
    rows = Booking.objects.filter(within("starts_at", comparison), status__in=(*KEPT, BookingStatus.CANCELLED))
    grouped = rows.annotate(bucket=bucket_of("starts_at", comparison)).values("bucket", "service_id")
    return grouped.annotate(**_COUNTS).order_by()


def booking_figures(booked: Booked, comparison: Comparison) -> list[Figure]:
    found = [_counted_figure(booked, comparison, "bookings", _("Bookings"), lambda tally: tally.bookings)]
    if any(service.needs_party for service in booked.services.values()):
        found.append(
            _counted_figure(
                booked, comparison, "people", _("People booked for"), lambda tally: tally.people, "bookings"
            )
        )
    if any(map(booked.has_price, booked.services)):
        found.append(_worth_figure(booked, comparison))
    return [
        *found,
        _by_chat_figure(booked, comparison),
        _counted_figure(booked, comparison, "no_shows", _("Did not come"), lambda tally: tally.no_shows),
        _counted_figure(booked, comparison, "cancelled", _("Cancelled"), lambda tally: tally.cancelled),
    ]


def _counted_figure(
    booked: Booked, comparison: Comparison, key: str, title: Any, value: Callable[[Tally], int], rows: str = ""
) -> Figure:
    return Figure(
        key=key,
        title=title,
        unit=Unit.COUNT,
        value=booked.now.total(value),
        before=booked.before.total(value),
        days=days_of(comparison.now.period.days(), booked.now.daily(value), booked.before.daily(value)),
        rows=rows or key,
    )


def _worth_figure(booked: Booked, comparison: Comparison) -> Figure:
    return Figure(
        key="worth",
        title=_("Worth of bookings"),
        hint=_("At the price of the day, where a service has one; without those who did not come."),
        unit=Unit.MONEY,
        currency=comparison.currency,
        value=booked.now.total(booked.worth),
        before=booked.before.total(booked.worth),
        days=days_of(comparison.now.period.days(), booked.now.daily(booked.worth), booked.before.daily(booked.worth)),
        rows="bookings",
    )


def _by_chat_figure(booked: Booked, comparison: Comparison) -> Figure:
    def value(tallies: Tallies) -> Decimal | None:
        return share(tallies.total(lambda tally: tally.by_chat), tallies.total(lambda tally: tally.bookings))

    return Figure(
        key="booked_by_chat",
        title=_("Booked by chat"),
        hint=_("Of all bookings."),
        unit=Unit.SHARE,
        value=value(booked.now),
        before=value(booked.before),
        rows="booked_by_chat",
    )


def best_services(booked: Booked, comparison: Comparison) -> Sellers:
    """None where there is but one service: all bookings are of it, and are counted above."""
    sold: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    worth: defaultdict[int, Decimal] = defaultdict(Decimal)
    for tally in booked.now.every():
        sold[tally.service][0] += tally.bookings
        worth[tally.service] += booked.worth(tally)
    for tally in booked.before.every():
        sold[tally.service][1] += tally.bookings
    rows = [
        Seller(booked.services[key].name, now, before, worth[key] if booked.has_price(key) else None)
        for key, (now, before) in sold.items()
        if now and len(booked.services) > 1
    ]
    best = sorted(rows, key=lambda row: (-row.sold, row.name))[:BEST]
    return Sellers(key="services", title=_("Booked most"), currency=comparison.currency, sellers=tuple(best))
