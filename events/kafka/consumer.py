"""Reading events from Kafka and running their subscribers: at least once, in the order of each partition.

A message that fails is read again after a while, and meanwhile only its own partition waits. A message that is given up
becomes a dead letter in the outbox, where the platform's admin can send it again.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import structlog
from confluent_kafka import Consumer, KafkaException, TopicPartition
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils import timezone

from events.delivery import deliver
from events.errors import DeliveryFailed
from events.kafka.encoding import event_in
from events.models import OutboxEvent
from events.retries import delay_after, is_given_up
from events.types import DEAD_LETTERS, TOPICS

if TYPE_CHECKING:
    from datetime import timedelta

    from confluent_kafka import Message

    from events.types import Event

logger = structlog.get_logger(__name__)

GROUP = "x-seven"
POLL_SECONDS = 0.5


class EventConsumer:
    def __init__(self, servers: str, *, group: str = GROUP) -> None:
        self.consumer = Consumer(
            {
                "bootstrap.servers": servers,
                "group.id": group,
                "enable.auto.commit": False,  # an offset is committed after its effects are
                "auto.offset.reset": "earliest",
                "fetch.wait.max.ms": 100,  # a quiet partition must not hold back a busy one
            }
        )
        self.stopping = threading.Event()
        self.attempts: dict[tuple[str, int], int] = {}
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
            event = event_in(message)
        except (ValueError, TypeError, KeyError):
            logger.exception("message_is_no_event", topic=message.topic(), offset=message.offset())
            self._finish(message)
            return
        try:
            deliver(event)
        except DeliveryFailed as failure:
            self._fail(message, event, failure)
        except DatabaseError as lost:
            self._fail(message, event, DeliveryFailed([("database", lost)]))
        else:
            self._finish(message)

    def _fail(self, message: Message, event: Event, failure: DeliveryFailed) -> None:
        place = _place(message)
        self.attempts[place] = self.attempts.get(place, 0) + 1
        row = OutboxEvent(occurred_at=event.occurred_at, attempts=self.attempts[place])
        if is_given_up(row, failure, now=timezone.now()):
            bury(event, failure, attempts=row.attempts)
            self._finish(message)
        else:
            self._retry(message, after=delay_after(row.attempts, failure))

    def _retry(self, message: Message, *, after: timedelta) -> None:
        partition = _partition(message)
        self.consumer.seek(partition)
        self.consumer.pause([partition])
        self.resumes[_place(message)] = time.monotonic() + after.total_seconds()

    def _resume_due(self) -> None:
        for place, at in list(self.resumes.items()):
            if at <= time.monotonic():
                del self.resumes[place]
                try:
                    self.consumer.resume([TopicPartition(*place)])
                except KafkaException as gone:  # the partition went to another consumer meanwhile
                    logger.info("partition_not_resumed", place=place, error=str(gone))

    def _finish(self, message: Message) -> None:
        self.attempts.pop(_place(message), None)
        self.consumer.commit(message=message, asynchronous=False)


def bury(event: Event, failure: DeliveryFailed, *, attempts: int) -> None:
    """Make the event's outbox row a dead letter; sent again, it takes the way through Kafka once more."""
    OutboxEvent.objects.filter(uid=event.uid).update(
        published_at=None, dead_at=timezone.now(), last_error=str(failure)[:4000], attempts=attempts
    )
    logger.error("event_given_up", uid=event.uid, type=event.type, business_schema=event.schema)


def _place(message: Message) -> tuple[str, int]:
    return str(message.topic()), int(message.partition() or 0)


def _partition(message: Message) -> TopicPartition:
    topic, partition = _place(message)
    return TopicPartition(topic, partition, int(message.offset() or 0))
