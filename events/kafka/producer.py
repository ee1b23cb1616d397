"""Handing events to a Kafka broker, each acknowledged by all replicas before it counts as sent."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

import structlog
from confluent_kafka import KafkaError, KafkaException, Producer

from events.errors import DeliveryFailed, ServiceUnavailable
from events.kafka.encoding import body_of, headers_of, key_of
from events.types import DEAD_LETTERS

if TYPE_CHECKING:
    from confluent_kafka import Message

    from events.types import Event

logger = structlog.get_logger(__name__)

ACKNOWLEDGED_WITHIN = 10.0
FLUSHED_WITHIN = 10.0


# After these a broker may take nothing more of a producer, however often it tries: it has forgotten who that was.
LOST = frozenset(
    {
        KafkaError._FATAL,
        KafkaError._MSG_TIMED_OUT,
        KafkaError.UNKNOWN_PRODUCER_ID,
        KafkaError.INVALID_PRODUCER_ID_MAPPING,
        KafkaError.INVALID_PRODUCER_EPOCH,
        KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER,
    }
)


def is_lost(error: KafkaException) -> bool:
    """Whether it may be that only a new producer can send on."""
    cause = error.args[0]
    return isinstance(cause, KafkaError) and (cause.fatal() or cause.code() in LOST)


class KafkaTransport:
    def __init__(self, servers: str) -> None:
        self.servers = servers
        self.producer = self._made()
        self.replacing = threading.Lock()
        self.closing = threading.Event()
        self.poller = threading.Thread(target=self._poll, name="kafka-poller", daemon=True)
        self.poller.start()

    def send(self, event: Event) -> None:
        producer = self.producer
        try:
            self._produce(event.topic, event).result(ACKNOWLEDGED_WITHIN + 1)
        except KafkaException as error:
            if is_lost(error):
                self._replace(producer, error)
            raise DeliveryFailed([("kafka", ServiceUnavailable(repr(error)))]) from error
        except (BufferError, TimeoutError) as error:
            raise DeliveryFailed([("kafka", ServiceUnavailable(repr(error)))]) from error

    def bury(self, event: Event) -> None:
        """Tell the dead-letter topic; the row is the record, so a broker that is away costs nothing."""
        try:
            self._produce(DEAD_LETTERS, event)
        except (KafkaException, BufferError) as error:
            logger.warning("dead_letter_not_told", uid=event.uid, error=repr(error))

    def close(self) -> None:
        self.producer.flush(FLUSHED_WITHIN)
        self.closing.set()
        self.poller.join(2)

    def _made(self) -> Producer:
        return Producer(
            {
                "bootstrap.servers": self.servers,
                "enable.idempotence": True,  # a resend after a lost acknowledgement is stored once, in order
                "acks": "all",
                "linger.ms": 5,
                "delivery.timeout.ms": int(ACKNOWLEDGED_WITHIN * 1000),
                "client.id": "x-seven-relay",
            }
        )

    def _replace(self, producer: Producer, error: KafkaException) -> None:
        """Begin anew where another thread has not done so; what the lost one still held fails and is sent again."""
        with self.replacing:
            if self.producer is producer:
                logger.warning("kafka_producer_replaced", error=repr(error))
                self.producer = self._made()
                producer.purge()
                producer.poll(0)

    def _produce(self, topic: str, event: Event) -> Future[None]:
        acknowledged: Future[None] = Future()

        def settle(error: KafkaError | None, _message: Message) -> None:
            if error is None:
                acknowledged.set_result(None)
            else:
                acknowledged.set_exception(KafkaException(error))

        self.producer.produce(
            topic, key=key_of(event), value=body_of(event), headers=headers_of(event), on_delivery=settle
        )
        return acknowledged

    def _poll(self) -> None:
        while not self.closing.is_set():
            self.producer.poll(0.1)
