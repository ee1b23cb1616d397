"""Events over a real broker that speaks Kafka's protocol (Tansu), started for these tests."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from django.db import connections
from django.utils import timezone

from embedded.kafka_broker import process
from events.errors import ServiceUnavailable
from events.kafka.consumer import EventConsumer
from events.kafka.producer import KafkaTransport
from events.models import Delivery, OutboxEvent
from events.relay import Relay
from events.types import TOPICS
from tests.browser.server import free_port
from tests.events.publishing import TYPE, publish_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.types import Event
    from tenants.models import Business


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    port = free_port()
    command = process(port=port).command
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # our own
    servers = f"127.0.0.1:{port}"
    try:
        until(lambda: is_listening(port))
        admin = AdminClient({"bootstrap.servers": servers})
        for made in admin.create_topics([NewTopic(topic, 2, 1) for topic in TOPICS]).values():
            made.result(20)
        yield servers
    finally:
        running.terminate()
        running.wait(10)


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


def test_failing_message_is_read_again(
    live_marios: Business, subscribed: Callable[..., None], broker: str, consuming: None
) -> None:
    tries: list[str] = []

    def fail_once(event: Event) -> None:
        tries.append(event.uid)
        if len(tries) == 1:
            raise ServiceUnavailable

    subscribed(TYPE, fail_once)
    event = publish_in(live_marios)
    relay(broker)
    until(lambda: len(tries) == 2)

    until(lambda: Delivery.objects.filter(event_uid=event.uid).exists())


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
