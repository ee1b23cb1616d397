"""Many customers at once, on connections of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DataError, OperationalError, connection, transaction
from psycopg import errors as pg

from businesses.errors import BookingBusy, HoldExpired, SlotTaken
from businesses.models import Booking, BookingChange, Resource, Service
from businesses.operations import confirm_booking, contention, expire_holds, reschedule_booking
from businesses.queries import find_slots
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.crowd import CUSTOMERS, at_once, hold_as, split
from tests.businesses.rows import DAY, NOW, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business


@pytest.fixture
def service(live_marios: Business) -> Iterator[Service]:
    with enter(live_marios.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        rows.set_policy()
        yield rows.add_service(rows.add_table("T1", 4), needs_party=True)


def ran_out_like(first: Booking, count: int) -> list[str]:
    """References of more holds of the same place, each of which ran out before the next was made."""
    first.refresh_from_db()
    fields = (
        "service_id",
        "resource_id",
        "customer_id",
        "party_size",
        "during",
        "status",
        "expires_at",
        "source",
        "version",
    )
    copy = {name: getattr(first, name) for name in fields}
    return [each.reference for each in Booking.objects.bulk_create([Booking(**copy) for _ in range(count)])]


def test_last_place_is_held_once(live_marios: Business, service: Service) -> None:
    token = rows.slot_at(service, 19).token

    held, refused = split(at_once(live_marios.schema_name, lambda number: hold_as(number, token)))

    assert (len(held), {type(each) for each in refused}) == (1, {SlotTaken})
    assert all(isinstance(each, SlotTaken) and len(each.alternatives) == 3 for each in refused)
    assert OutboxEvent.objects.filter(type="booking.held").count() == BookingChange.objects.count() == 1


def test_last_place_is_confirmed_once(live_marios: Business, service: Service) -> None:
    token = rows.slot_at(service, 19).token
    first = hold_as(0, token)
    expire_holds(now=NOW + minutes(6), by=SYSTEM)
    references = [first.reference, *ran_out_like(first, CUSTOMERS - 1)]
    late = NOW + minutes(10)

    confirmed, refused = split(
        at_once(
            live_marios.schema_name,
            lambda number: confirm_booking(reference=references[number], by=SYSTEM, now=late),
        )
    )

    assert (len(confirmed), {type(each) for each in refused}) == (1, {HoldExpired})
    assert all(isinstance(each, HoldExpired) and each.alternatives for each in refused)
    assert Booking.objects.filter(status="confirmed").count() == 1


def test_as_many_are_held_as_there_are_tables(live_marios: Business, service: Service) -> None:
    service.resources.add(*(rows.add_table(f"T{number}", 4) for number in range(2, 13)))
    token = rows.slot_at(service, 19).token

    held, refused = split(at_once(live_marios.schema_name, lambda number: hold_as(number, token), 40))

    assert (len(held), {type(each) for each in refused}) == (12, {SlotTaken})
    assert len({booking.resource_id for booking in held}) == 12


def test_repeated_key_at_once_is_one_booking(live_marios: Business, service: Service) -> None:
    token = rows.slot_at(service, 19).token

    held, refused = split(
        at_once(live_marios.schema_name, lambda _number: hold_as(1, token, idempotency_key="same"), 30)
    )

    assert (len(held), refused, len({booking.reference for booking in held})) == (30, [], 1)
    assert OutboxEvent.objects.filter(type="booking.held").count() == 1


def test_two_bookings_that_want_each_others_place_keep_their_own(live_marios: Business, service: Service) -> None:
    service.resources.add(rows.add_table("T2", 4))
    early, late = (rows.slot_at(service, hour) for hour in (18, 20))
    pairs = [(hold_as(1, early.token), late), (hold_as(2, late.token), early)]
    pairs += [(hold_as(3, early.token), late), (hold_as(4, late.token), early)]
    for booking, _ in pairs:
        confirm_booking(reference=booking.reference, by=SYSTEM, now=NOW)

    moved, refused = split(
        at_once(
            live_marios.schema_name,
            lambda number: reschedule_booking(
                reference=pairs[number][0].reference, slot_token=pairs[number][1].token, by=SYSTEM, now=NOW
            ),
            4,
        )
    )

    assert (moved, {type(each) for each in refused}) == ([], {SlotTaken})


def test_waiting_for_a_locked_place_ends_with_a_truthful_answer(
    live_marios: Business, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contention, "LONGEST_WAIT", 0.1)
    token = find_slots(service=service, party_size=2, day=DAY, now=NOW)[0].token
    with transaction.atomic():
        Resource.objects.select_for_update().get()

        _, refused = split(at_once(live_marios.schema_name, lambda number: hold_as(number, token), 1))

    assert [type(each) for each in refused] == [BookingBusy]
    assert not Booking.objects.exists()


def test_deadlock_is_tried_again(restaurant: Business) -> None:
    answers = iter([pg.DeadlockDetected("deadlock detected"), None])

    def work() -> str:
        if (cause := next(answers)) is not None:
            raise OperationalError from cause
        return "done"

    assert contention.settled(work) == "done"


def test_other_database_errors_are_not_hidden(restaurant: Business) -> None:
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with pytest.raises(Exception, match="division by zero"):
        contention.settled(work)


class Clock:
    """Time that passes only where a test lets it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(contention, "monotonic", clock)
    monkeypatch.setattr(contention, "sleep", lambda _seconds: None)
    return clock


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("each", "limits"),
    [
        (0.0, ["4s"] * 8),
        (1.0, ["4s", "3s", "2s", "1s"]),
        (1.5, ["4s", "2500ms", "1s"]),
        (3.5, ["4s", "500ms"]),
        (5.0, ["4s"]),
    ],
)
def test_all_tries_together_wait_no_longer_than_one_may(
    restaurant: Business, clock: Clock, each: float, limits: list[str]
) -> None:
    seen: list[str] = []

    def work() -> None:
        seen.append(lock_timeout())
        clock.now += each
        raise contention.Raced

    with pytest.raises(BookingBusy):
        contention.settled(work)
    assert seen == limits


def test_statements_of_one_try_share_the_wait(restaurant: Business, clock: Clock) -> None:
    def work() -> list[str]:
        seen = []
        for passed in (0.0, 1.0, 0.02, 2.48):
            clock.now += passed
            seen.append(lock_timeout())
        return seen

    assert contention.settled(work) == ["4s", "3s", "3s", "500ms"]
    assert lock_timeout() == "4s"


def test_savepoint_that_fails_late_in_a_try_is_rolled_back(restaurant: Business, clock: Clock) -> None:
    def work() -> str:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                clock.now += 1
                cursor.execute("SELECT 1 / 0")
        except DataError:
            clock.now += 1
        return lock_timeout()

    assert contention.settled(work) == "2s"
