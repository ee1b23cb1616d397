from __future__ import annotations

import threading
import time
from collections import defaultdict
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import psycopg
from django.db import connection, connections, transaction
from django.utils import timezone

from events.errors import ServiceUnavailable
from events.models import Delivery, OutboxEvent
from events.operations import WAKE_CHANNEL
from events.outbox import claim_due, mark_published
from events.relay import Relay, settle
from events.transports import LocalTransport
from tenants.context import current_schema
from tenants.correlation import correlated, correlation_id
from tenants.errors import AppError
from tests.events.publishing import TYPE, publish_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.types import Event
    from tenants.models import Business


def drain() -> int:
    return Relay(LocalTransport(), threads=1).drain()


def test_event_reaches_its_handler_inside_its_business(
    live_marios: Business, live_bella: Business, subscribed: Callable[..., None]
) -> None:
    seen: list[tuple[str, str, str]] = []
    subscribed(TYPE, lambda event: seen.append((current_schema(), event.payload["canary"], correlation_id())))
    with correlated("cause-of-marios"):
        publish_in(live_marios, canary="marios")
    with correlated("cause-of-bella"):
        publish_in(live_bella, canary="bella")

    drain()

    assert sorted(seen) == sorted(
        [
            (live_marios.schema_name, "marios", "cause-of-marios"),
            (live_bella.schema_name, "bella", "cause-of-bella"),
        ]
    )
    assert not OutboxEvent.objects.waiting().exists()


def test_events_of_one_aggregate_are_claimed_one_at_a_time_in_order(live_marios: Business) -> None:
    first, second = publish_in(live_marios), publish_in(live_marios)
    other = publish_in(live_marios, "thing:2")

    claimed = claim_due(limit=10)

    assert [each.pk for each in claimed] == [first.pk, other.pk]
    assert claim_due(limit=10) == []
    mark_published(claimed[0])
    assert [each.pk for each in claim_due(limit=10)] == [second.pk]


def test_equal_aggregates_of_two_businesses_do_not_wait_for_each_other(
    live_marios: Business, live_bella: Business
) -> None:
    mine, others = publish_in(live_marios), publish_in(live_bella)

    assert {each.pk for each in claim_due(limit=10)} == {mine.pk, others.pk}


def test_relay_killed_between_send_and_mark_repeats_the_event_but_not_its_effect(
    live_marios: Business, subscribed: Callable[..., None]
) -> None:
    effects: list[str] = []
    subscribed(TYPE, lambda event: effects.append(event.uid))
    event = publish_in(live_marios)
    [claim] = claim_due(limit=1)
    LocalTransport().send(claim.as_event())  # and here the relay dies

    assert claim_due(limit=1) == []  # nobody takes it before the lease ends
    OutboxEvent.objects.filter(pk=event.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert drain() == 1

    assert effects == [str(event.uid)]
    assert OutboxEvent.objects.get(pk=event.pk).published_at


def test_handler_that_fails_leaves_no_effect_and_no_delivery(
    live_marios: Business, subscribed: Callable[..., None]
) -> None:
    def fail_half_way(event: Event) -> None:
        Delivery.objects.create(
            event_uid=event.uid, subscriber="effect", schema=event.schema, delivered_at=event.occurred_at
        )
        raise RuntimeError("half-way")

    subscribed(TYPE, fail_half_way)
    event = publish_in(live_marios)
    drain()

    assert not Delivery.objects.filter(event_uid=event.uid).exists()
    event.refresh_from_db()
    assert event.attempts == 1
    assert "half-way" in event.last_error
    assert event.available_at > timezone.now()


def test_other_subscribers_get_an_event_once_although_one_fails(
    live_marios: Business, subscribed: Callable[..., None]
) -> None:
    good: list[str] = []
    failing = [True]

    def sometimes(event: Event) -> None:
        if failing[0]:
            raise RuntimeError("not yet")

    subscribed(TYPE, sometimes, name="test.sometimes")
    subscribed(TYPE, lambda event: good.append(event.uid), name="test.good")
    event = publish_in(live_marios)
    drain()
    failing[0] = False
    OutboxEvent.objects.update(available_at=timezone.now())
    drain()

    assert good == [str(event.uid)]
    assert not OutboxEvent.objects.waiting().exists()


def test_failed_event_holds_back_its_own_aggregate_only(live_marios: Business, subscribed: Callable[..., None]) -> None:
    seen: list[int] = []

    def refuse_first(event: Event) -> None:
        if event.payload["n"] == 1:
            raise RuntimeError("stuck")
        seen.append(event.payload["n"])

    subscribed(TYPE, refuse_first)
    publish_in(live_marios, "thing:stuck", n=1)
    publish_in(live_marios, "thing:stuck", n=2)
    publish_in(live_marios, "thing:free", n=3)
    drain()

    assert seen == [3]


def test_event_whose_failure_is_permanent_is_given_up_at_once_and_frees_its_aggregate(
    live_marios: Business, subscribed: Callable[..., None]
) -> None:
    seen: list[int] = []

    def refuse_first(event: Event) -> None:
        if event.payload["n"] == 1:
            raise AppError("never")
        seen.append(event.payload["n"])

    subscribed(TYPE, refuse_first)
    dead = publish_in(live_marios, n=1)
    publish_in(live_marios, n=2)
    drain()

    assert [each.pk for each in OutboxEvent.objects.dead()] == [dead.pk]
    assert seen == [2]


def test_outage_is_never_counted_towards_giving_up(live_marios: Business, subscribed: Callable[..., None]) -> None:
    is_down = [True]
    seen: list[str] = []

    def reach_out(event: Event) -> None:
        if is_down[0]:
            raise ServiceUnavailable("temporal")
        seen.append(event.uid)

    subscribed(TYPE, reach_out, external=True)
    event = publish_in(live_marios)
    for _attempt in range(40):
        OutboxEvent.objects.update(available_at=timezone.now())
        drain()
    assert OutboxEvent.objects.waiting().count() == 1

    is_down[0] = False
    OutboxEvent.objects.update(available_at=timezone.now())
    drain()
    assert seen == [str(event.uid)]


def test_event_of_a_business_that_is_gone_is_given_up(live_marios: Business, subscribed: Callable[..., None]) -> None:
    subscribed(TYPE, lambda event: None)
    event = publish_in(live_marios)
    OutboxEvent.objects.filter(pk=event.pk).update(schema="b_gone")
    drain()

    assert OutboxEvent.objects.dead().count() == 1


def test_lease_that_ended_takes_the_right_to_settle_with_it(live_marios: Business) -> None:
    event = publish_in(live_marios)
    [claim] = claim_due(limit=1)
    OutboxEvent.objects.filter(pk=event.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    [second] = claim_due(limit=1)

    assert mark_published(claim) is None
    assert mark_published(second) is False


def test_ticking_off_tells_whether_the_aggregate_goes_on(live_marios: Business, live_bella: Business) -> None:
    first, _second = publish_in(live_marios), publish_in(live_marios)
    publish_in(live_bella)  # of an equal key, and nobody's successor

    claims = {each.pk: each for each in claim_due(limit=10)}
    assert mark_published(claims[first.pk]) is True
    [last] = [each for each in claim_due(limit=10) if each.schema == live_marios.schema_name]
    assert mark_published(last) is False


def test_two_relays_keep_the_order_of_every_aggregate(live_marios: Business, subscribed: Callable[..., None]) -> None:
    order: dict[str, list[int]] = defaultdict(list)
    noted = threading.Lock()

    def note(event: Event) -> None:
        with noted:
            order[event.aggregate].append(event.payload["n"])
        if event.payload["n"] % 3 == 0:
            time.sleep(0.002)

    subscribed(TYPE, note)
    aggregates = [f"thing:{number}" for number in range(8)]
    for n in range(6):
        for aggregate in aggregates:
            publish_in(live_marios, aggregate, n=n)

    relays = [Relay(LocalTransport(), threads=2) for _ in range(2)]
    run_until_empty(relays)

    assert dict(order) == {aggregate: list(range(6)) for aggregate in aggregates}


def test_whoever_listens_is_told_of_a_committed_event_and_of_no_other(live_marios: Business) -> None:
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as listening:
        listening.execute(f'LISTEN "{WAKE_CHANNEL}"')
        with transaction.atomic():
            publish_in(live_marios)
            transaction.set_rollback(True)
        assert list(listening.notifies(timeout=0.5, stop_after=1)) == []
        publish_in(live_marios)
        assert len(list(listening.notifies(timeout=10, stop_after=1))) == 1


def test_running_relay_is_woken_by_a_commit(live_marios: Business, subscribed: Callable[..., None]) -> None:
    arrived = threading.Event()
    subscribed(TYPE, lambda event: arrived.set())
    relay = Relay(LocalTransport(), threads=1)
    thread = threading.Thread(target=run_and_close, args=(relay,))
    thread.start()
    try:
        publish_in(live_marios)
        assert arrived.wait(10)
    finally:
        relay.stop()
        thread.join(10)


def test_rolled_back_event_is_never_delivered(live_marios: Business, subscribed: Callable[..., None]) -> None:
    seen: list[str] = []
    subscribed(TYPE, lambda event: seen.append(event.uid))
    with transaction.atomic():
        publish_in(live_marios)
        transaction.set_rollback(True)
    drain()

    assert seen == []


def test_tenant_connection_sees_only_its_own_rows(live_marios: Business, live_bella: Business) -> None:
    from tenants.context import enter

    mine = publish_in(live_marios, canary="marios")
    publish_in(live_bella, canary="bella")
    drain()

    with enter(live_marios.schema_name):
        assert [each.pk for each in OutboxEvent.objects.all()] == [mine.pk]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE public.events_outboxevent SET last_error = 'reached'")
            assert cursor.rowcount == 1


def run_and_close(relay: Relay) -> None:
    try:
        relay.run()
    finally:
        connections.close_all()


def run_until_empty(relays: list[Relay], *, seconds: float = 30) -> None:
    threads = [threading.Thread(target=run_and_close, args=(relay,)) for relay in relays]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    while OutboxEvent.objects.waiting().exists() and time.monotonic() < end:
        time.sleep(0.02)
    for relay in relays:
        relay.stop()
    for thread in threads:
        thread.join(10)


def test_settling_after_the_lease_does_nothing(live_marios: Business, subscribed: Callable[..., None]) -> None:
    seen: list[str] = []
    subscribed(TYPE, lambda event: seen.append(event.uid))
    publish_in(live_marios)
    [claim] = claim_due(limit=1, lease=timedelta(seconds=-1))
    settle(claim, LocalTransport())

    assert seen == []


def test_relay_survives_the_loss_of_all_its_connections(live_marios: Business, subscribed: Callable[..., None]) -> None:
    """A handler whose connection is lost before it commits is called once more; what it has done is there once."""
    seen: list[int] = []
    subscribed(TYPE, lambda event: seen.append(event.payload["n"]))
    relay = Relay(LocalTransport(), threads=2)
    thread = threading.Thread(target=run_and_close, args=(relay,))
    thread.start()
    try:
        for n in range(3):
            publish_in(live_marios, n=n)
            until(partial(seen.count, n))
            terminate_other_connections()
        until(lambda: not OutboxEvent.objects.waiting().exists())
    finally:
        relay.stop()
        thread.join(10)

    assert list(dict.fromkeys(seen)) == [0, 1, 2]
    assert Delivery.objects.count() == 3


def terminate_other_connections() -> None:
    """Those of clients: an autovacuum worker in the database is the server's own, and only it may end that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


def until(condition: Callable[[], object], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_long_backlog_of_one_business_keeps_no_other_waiting(marios: Business, bella: Business) -> None:
    backlog = [publish_in(marios, f"thing:{number}") for number in range(20)]
    later = [publish_in(bella, f"thing:{number}") for number in range(3)]

    claimed = claim_due(limit=6)

    assert [each.pk for each in claimed] == [each.pk for each in (*backlog[:3], *later)]
    assert {each.pk for each in claim_due(limit=30)} == {each.pk for each in backlog[3:]}


def test_a_business_has_no_more_at_once_than_it_may(marios: Business, bella: Business) -> None:
    for number in range(8):
        publish_in(marios, f"thing:{number}")
    publish_in(bella)

    claimed = claim_due(limit=8, each=5, held={marios.schema_name: 3, bella.schema_name: 1})

    assert sorted(each.schema for each in claimed) == sorted([marios.schema_name] * 2 + [bella.schema_name])


def test_handlers_of_one_business_that_hang_leave_the_others_a_thread(
    live_marios: Business, live_bella: Business, subscribed: Callable[..., None]
) -> None:
    released, arrived = threading.Event(), threading.Event()

    def handle(event: Event) -> None:
        if event.schema == live_bella.schema_name:
            arrived.set()
        else:
            released.wait(20)

    subscribed(TYPE, handle, external=True)
    for number in range(40):
        publish_in(live_marios, f"thing:{number}")
    relay = Relay(LocalTransport(), threads=2)
    thread = threading.Thread(target=run_and_close, args=(relay,))
    thread.start()
    try:
        until(lambda: relay.in_flight[live_marios.schema_name])
        publish_in(live_bella)
        assert arrived.wait(10), "while nothing of the other's is done"
        assert not released.is_set()
    finally:
        released.set()
        until(lambda: not OutboxEvent.objects.waiting().exists())
        relay.stop()
        thread.join(10)
