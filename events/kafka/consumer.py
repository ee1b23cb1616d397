"""Reading events from Kafka and running their subscribers: at least once, in the order of each partition.

An event that fails goes back to the outbox, which sends it once more after a while: the partition goes on, and what
waits is counted where all that waits is. What is no event becomes a dead letter, as does what is given up.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import structlog
from confluent_kafka import Consumer, KafkaException, TopicPartition
from django.db import InterfaceError, OperationalError, close_old_connections

from events.delivery import deliver
from events.errors import DeliveryFailed
from events.kafka.encoding import event_in
from events.outbox import bury_unreadable, hold_back, take_back, waits_for_older
from events.types import DEAD_LETTERS, TOPICS

if TYPE_CHECKING:
    from confluent_kafka import Message

    from events.types import Event

logger = structlog.get_logger(__name__)

GROUP = "x-seven"
POLL_SECONDS = 0.5
DATABASE_PAUSE_SECONDS = 1.0


class EventConsumer:
    def __init__(self, servers: str, *, group: str = GROUP) -> None:
        self.consumer = Consumer(
            {
                "bootstrap.servers": servers,
                "group.id": group,
                "enable.auto.commit": False,  # an offset is committed after its effects are
                "auto.offset.reset": "earliest",
                # One that died is missed this soon, and its partitions go to another; the least a broker allows.
                "session.timeout.ms": 6_000,
                "heartbeat.interval.ms": 2_000,
                "fetch.wait.max.ms": 100,  # a quiet partition must not hold back a busy one
            }
        )
        self.stopping = threading.Event()
        self.resumes: dict[tuple[str, int], float] = {}

    def run(self) -> None:
        self.consumer.subscribe([topic for topic in TOPICS if topic != DEAD_LETTERS])
        try:
            while not self.stopping.is_set():
                self._resume_due()
                message = self.consumer.poll(POLL_SECONDS)
                if message is not None:
                    self._take(message)
        finally:
            self.consumer.close()

    def stop(self) -> None:
        self.stopping.set()

    def _take(self, message: Message) -> None:
        if (error := message.error()) is not None:
            logger.warning("kafka_poll_failed", error=str(error))
            return
        close_old_connections()
        try:
            self._handle(message)
        except (OperationalError, InterfaceError) as lost:
            logger.warning("partition_waits", place=_place(message), error=repr(lost))
            self._retry(message)
        else:
            self.consumer.commit(message=message, asynchronous=False)

    def _handle(self, message: Message) -> None:
        """See the event delivered, or the outbox have it back: whatever was sent, the partition goes on.

        Raises ``OperationalError`` or ``InterfaceError`` while the database is away.
        """
        try:
            receive(event_in(message))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001  # anybody may write anything into a topic
            place = f"{message.topic()}:{message.partition()}:{message.offset()}"
            bury_unreadable(place=place, topic=str(message.topic()), body=message.value() or b"", error=error)

    def _retry(self, message: Message) -> None:
        partition = _partition(message)
        self.consumer.seek(partition)
        self.consumer.pause([partition])
        self.resumes[_place(message)] = time.monotonic() + DATABASE_PAUSE_SECONDS

    def _resume_due(self) -> None:
        for place, at in list(self.resumes.items()):
            if at <= time.monotonic():
                del self.resumes[place]
                try:
                    self.consumer.resume([TopicPartition(*place)])
                except KafkaException as gone:  # the partition went to another consumer meanwhile
                    logger.info("partition_not_resumed", place=place, error=str(gone))


def receive(event: Event) -> None:
    """Run the event's subscribers; one that fails, or must not overtake one that failed, goes back to the outbox."""
    if waits_for_older(event):
        hold_back(event)
        return
    try:
        deliver(event)
    except DeliveryFailed as failure:
        take_back(event, failure)


def _place(message: Message) -> tuple[str, int]:
    return str(message.topic()), int(message.partition() or 0)


def _partition(message: Message) -> TopicPartition:
    topic, partition = _place(message)
    return TopicPartition(topic, partition, int(message.offset() or 0))
