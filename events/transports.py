"""Where the relay hands events to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from events.delivery import deliver

if TYPE_CHECKING:
    from events.types import Event


class Transport(Protocol):
    def send(self, event: Event) -> None:
        """Return when the event is safe with whoever takes it from here; raises ``DeliveryFailed`` otherwise."""

    def bury(self, event: Event) -> None:
        """Tell the outside that an event was given up."""

    def close(self) -> None: ...


class LocalTransport:
    """Runs the subscribers in the relay itself."""

    def send(self, event: Event) -> None:
        deliver(event)

    def bury(self, event: Event) -> None:
        """The row itself is the dead letter; the admin lists it."""

    def close(self) -> None:
        """Nothing is open."""


def configured_transport() -> Transport:
    """Kafka where ``KAFKA_BOOTSTRAP_SERVERS`` names a broker, else local."""
    if not settings.KAFKA_BOOTSTRAP_SERVERS:
        return LocalTransport()
    from events.kafka.producer import KafkaTransport  # noqa: PLC0415  # loads a native library few processes need

    return KafkaTransport(settings.KAFKA_BOOTSTRAP_SERVERS)
