"""The outbox: events wait here, in the transaction that caused them, until the relay has delivered them."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.querysets import DeliveryQuerySet, OutboxEventQuerySet
from events.types import Event


class OutboxEvent(models.Model):
    """One event.  A row without ``published_at`` and ``dead_at`` still has to be delivered.

    Lives in the public schema so that one relay serves all businesses; row-level security lets a business see only
    rows of its own schema.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema = models.CharField(max_length=63)
    topic = models.CharField(max_length=60)
    type = models.CharField(max_length=60)
    aggregate = models.CharField(max_length=120)
    payload = models.JSONField()
    actor = models.CharField(max_length=160)
    correlation_id = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    available_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = OutboxEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(
                fields=["schema", "available_at", "id"],
                condition=models.Q(published_at=None, dead_at=None),
                name="outbox_due_by_business",
            ),
            models.Index(
                fields=["schema", "aggregate", "id"],
                condition=models.Q(published_at=None, dead_at=None),
                name="outbox_waiting",
            ),
            models.Index(fields=["published_at"], name="outbox_published"),
            models.Index(fields=["type", "occurred_at"], name="outbox_types"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.aggregate} #{self.pk}"

    @classmethod
    def of(cls, event: Event) -> OutboxEvent:
        """An unsaved row of the event."""
        return cls(**asdict(event), available_at=event.occurred_at)

    def as_event(self) -> Event:
        return Event(
            uid=str(self.uid),
            schema=self.schema,
            topic=self.topic,
            type=self.type,
            aggregate=self.aggregate,
            payload=self.payload,
            occurred_at=self.occurred_at,
            correlation_id=self.correlation_id,
            actor=self.actor,
        )


class DeadLetter(OutboxEvent):
    """An event that was given up: it waits for a person to look at it and send it again."""

    class Meta:
        proxy = True
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")

    def __str__(self) -> str:
        return f"{self.type} {self.aggregate}"


class Delivery(models.Model):
    """A subscriber has had an event: written with the handler's effects, so that a repeated event has none."""

    event_uid = models.UUIDField()
    subscriber = models.CharField(max_length=80)
    schema = models.CharField(max_length=63)
    delivered_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["event_uid", "subscriber"], name="delivered_once")]
        indexes = [models.Index(fields=["delivered_at"], name="delivery_age")]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_uid}"


class Heartbeat(models.Model):
    """When a process behind the web last went its round, and what it found wrong then (nothing: empty)."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
