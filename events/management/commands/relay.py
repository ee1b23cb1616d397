"""Runs the relay until it is told to stop; where events go over Kafka, also the subscribers at its other end."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from events.relay import THREADS, Relay
from events.transports import configured_transport

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from events.kafka.consumer import EventConsumer


class Command(BaseCommand):
    help = "Deliver events from the outbox until stopped (SIGTERM finishes what was begun)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=THREADS, help="events delivered at the same time")
        parser.add_argument("--drain", action="store_true", help="deliver what is due now and exit")
        parser.add_argument(
            "--without-consumer", action="store_true", help="with Kafka: consume_events runs as a process of its own"
        )

    def handle(self, *args: Any, threads: int, drain: bool, without_consumer: bool, **options: Any) -> None:
        relay = Relay(configured_transport(), threads=threads)
        if drain:
            self.stdout.write(_("Tried %(count)d events.") % {"count": relay.drain()})
            return
        consumer = None if without_consumer or not settings.KAFKA_BOOTSTRAP_SERVERS else started_consumer(relay)

        def stop(*_arguments: object) -> None:
            relay.stop()
            if consumer:
                consumer.stop()

        for signal_ in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_, stop)
        relay.run()


def started_consumer(relay: Relay) -> EventConsumer:
    """Consume on a thread; should that end by itself, the relay stops too, so that a supervisor starts both again."""
    from events.kafka.consumer import EventConsumer  # noqa: PLC0415  # a native library only Kafka needs

    consumer = EventConsumer(settings.KAFKA_BOOTSTRAP_SERVERS)

    def run() -> None:
        try:
            consumer.run()
        finally:
            relay.stop()

    threading.Thread(target=run, name="event-consumer").start()
    return consumer
