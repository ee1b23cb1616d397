"""Events over a real broker that speaks Kafka's protocol (Tansu), started for these tests."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from django.db import IntegrityError, connections
from django.utils import timezone

from embedded.kafka_broker import process
from events.errors import DeliveryFailed, ServiceUnavailable
from events.kafka.consumer import EventConsumer
from events.kafka.encoding import body_of
from events.kafka.producer import KafkaTransport
from events.models import Delivery, OutboxEvent
from events.relay import Relay
from events.types import CONVERSATIONS, TOPICS
from tests.browser.server import free_port
from tests.events.publishing import TYPE, publish_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.types import Event
    from tenants.models import Business


class Broker:
    """Keeps its messages in memory: killed, it has forgotten topics, messages and who sent them."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    @property
    def servers(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        command = process(port=self.port).command
        self.running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # our own
        until(lambda: is_listening(self.port))
        admin = AdminClient({"bootstrap.servers": self.servers})
        for made in admin.create_topics([NewTopic(topic, 2, 1) for topic in TOPICS]).values():
            made.result(20)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait(10)


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    started = Broker()
    yield started.servers
    started.kill()


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition: Callable[[], object], *, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def consuming(broker: str) -> Iterator[None]:
    consumer = EventConsumer(broker, group=f"test-{time.monotonic_ns()}")

    def run() -> None:
        try:
            consumer.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    consumer.stop()
    thread.join(20)


def relay(broker: str) -> None:
    transport = KafkaTransport(broker)
    Relay(transport, threads=1).drain()
    transport.close()


def test_events_arrive_in_order_and_once_although_sent_twice(
    live_marios: Business, live_bella: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    seen: list[tuple[str, int]] = []
    subscribed(TYPE, lambda event: seen.append((event.schema, event.payload["n"])))
    for n in range(5):
        publish_in(live_marios, n=n)
        publish_in(live_bella, n=n)
    relay(broker)
    until(lambda: len(seen) == 10)
    OutboxEvent.objects.update(published_at=None)  # as if the relay had died before it ticked them off
    publish_in(live_marios, "thing:last", n=99)
    relay(broker)
    until(lambda: (live_marios.schema_name, 99) in seen)

    for business in (live_marios, live_bella):
        assert [n for schema, n in seen if schema == business.schema_name and n != 99] == list(range(5))


def relay_until(broker: str, condition: Callable[[], object]) -> None:
    """Relay as one that never ends would, without its pauses."""

    def tried() -> object:
        OutboxEvent.objects.waiting().update(available_at=timezone.now())
        relay(broker)
        return condition()

    until(tried)


def is_delivered(event: OutboxEvent) -> bool:
    return Delivery.objects.filter(event_uid=event.uid).exists()


def test_events_that_fail_are_sent_again(
    live_marios: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    errors = [ServiceUnavailable(), RuntimeError("a defect"), ValueError(), KeyError("x"), IntegrityError()]
    tries: Counter[int] = Counter()

    def fail_once(event: Event) -> None:
        number = event.payload["n"]
        tries[number] += 1
        if tries[number] == 1:
            raise errors[number]

    subscribed(TYPE, fail_once)
    events = [publish_in(live_marios, f"thing:{n}", n=n) for n in range(len(errors))]
    relay(broker)
    until(lambda: OutboxEvent.objects.waiting().filter(attempts=1).count() == len(errors))
    relay_until(broker, lambda: all(is_delivered(event) for event in events))
    assert set(tries.values()) == {2}


def test_an_event_that_fails_for_ever_holds_up_its_own_aggregate_only(
    live_marios: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    seen: list[str] = []

    def refuse_bad(event: Event) -> None:
        if event.payload.get("is_bad"):
            raise RuntimeError
        seen.append(f"{event.aggregate}-{event.payload['n']}")

    subscribed(TYPE, refuse_bad)
    bad = publish_in(live_marios, "thing:0", n=0, is_bad=True)
    behind = publish_in(live_marios, "thing:0", n=1)
    others = [publish_in(live_marios, f"thing:{n}", n=0) for n in range(1, 9)]
    relay(broker)
    until(lambda: all(is_delivered(each) for each in others))
    relay(broker)
    assert not is_delivered(bad)
    assert not is_delivered(behind)
    assert OutboxEvent.objects.waiting().filter(pk__in=[bad.pk, behind.pk]).count() == 2, "what waits is seen to wait"

    OutboxEvent.objects.filter(pk=bad.pk).update(payload={"n": 0})  # mended
    relay_until(broker, lambda: is_delivered(behind))
    assert seen.index("thing:0-0") < seen.index("thing:0-1")


GARBAGE = (
    b"garbage",
    b"",
    b"null",
    b"[1, 2, 3]",
    b'{"uid": "1"}',
    b"\xff\xfe\x00\x01",
    b"[" * 100_000,
    b'{"a": "\\u0000"}',
)
NOT_QUITE: tuple[dict[str, Any], ...] = (
    {"uid": "not one"},
    {"schema": None},
    {"schema": "a\0b"},
    {"aggregate": "\ud800"},
    {"type": 7},
    {"payload": "text"},
    {"occurred_at": "2026-11-28T10:00:00"},
    {"occurred_at": "yesterday"},
    {"surplus": 1},
)


def test_what_is_no_event_becomes_a_dead_letter_and_the_partition_goes_on(
    live_marios: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    subscribed(TYPE, lambda _event: None)
    event = publish_in(live_marios)
    fields = json.loads(body_of(event.as_event()))
    nearly = [json.dumps({**fields, **changed}).encode() for changed in NOT_QUITE]
    send_raw(broker, *GARBAGE, *nearly)
    relay(broker)
    dead = OutboxEvent.objects.dead().filter(type="unreadable")
    until(lambda: dead.count() == len(GARBAGE) + len(NOT_QUITE))
    until(lambda: is_delivered(event))
    assert all(row.last_error for row in dead)


def test_an_event_of_a_business_that_is_no_more_becomes_a_dead_letter(
    live_marios: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    subscribed(TYPE, lambda _event: None)
    fields = {**json.loads(body_of(publish_in(live_marios).as_event())), "schema": "gone", "uid": str(uuid4())}
    OutboxEvent.objects.all().delete()
    send_raw(broker, json.dumps(fields).encode())
    until(lambda: OutboxEvent.objects.dead().filter(uid=fields["uid"], schema="gone").exists())


def send_raw(broker: str, *bodies: bytes) -> None:
    producer = Producer({"bootstrap.servers": broker})
    for body in bodies:
        producer.produce(CONVERSATIONS, value=body)
    assert producer.flush(20) == 0


def test_a_broker_that_has_forgotten_everything_is_sent_to_by_a_new_producer(
    live_marios: Business, subscribed: Callable[..., None]
) -> None:
    subscribed(TYPE, lambda _event: None)
    forgetful = Broker()
    transport = KafkaTransport(forgetful.servers)
    try:
        sent = publish_in(live_marios, "thing:1", n=1)
        Relay(transport, threads=1).drain()
        forgetful.kill()
        forgetful.start()
        later = [publish_in(live_marios, "thing:1", n=n) for n in range(2, 5)]

        def are_sent() -> bool:
            OutboxEvent.objects.waiting().update(available_at=timezone.now())
            Relay(transport, threads=1).drain()
            return not OutboxEvent.objects.waiting().exists()

        until(are_sent, seconds=90)
        assert not OutboxEvent.objects.dead().exists()
        assert {sent.pk, *(each.pk for each in later)} == set(OutboxEvent.objects.values_list("pk", flat=True))
    finally:
        transport.close()
        forgetful.kill()


@pytest.mark.parametrize(
    ("code", "is_new"),
    [
        (KafkaError.UNKNOWN_PRODUCER_ID, True),
        (KafkaError.INVALID_PRODUCER_ID_MAPPING, True),
        (KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER, True),
        (KafkaError.INVALID_PRODUCER_EPOCH, True),
        (KafkaError._FATAL, True),
        (KafkaError.MSG_SIZE_TOO_LARGE, False),
        (KafkaError.UNKNOWN_TOPIC_OR_PART, False),
    ],
)
def test_a_producer_that_the_broker_refuses_for_good_is_replaced(
    live_marios: Business, monkeypatch: pytest.MonkeyPatch, code: int, is_new: bool
) -> None:
    transport = KafkaTransport(f"127.0.0.1:{free_port()}")
    before = transport.producer
    refused: Future[None] = Future()
    refused.set_exception(KafkaException(KafkaError(code)))
    monkeypatch.setattr(transport, "_produce", lambda _topic, _event: refused)
    try:
        with pytest.raises(DeliveryFailed) as failure:
            transport.send(publish_in(live_marios).as_event())
        assert failure.value.is_outage, "the event waits for it"
        assert (transport.producer is not before) == is_new
    finally:
        transport.close()


def test_broker_that_is_away_leaves_events_waiting(live_marios: Business) -> None:
    closed = f"127.0.0.1:{free_port()}"
    event = publish_in(live_marios)
    transport = KafkaTransport(closed)
    try:
        Relay(transport, threads=1).drain()
    finally:
        transport.close()

    event.refresh_from_db()
    assert event.published_at is None
    assert event.dead_at is None
    assert event.available_at > timezone.now()
