"""Handing one event to its subscribers: at least once, with effects in the database exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from events.errors import DeliveryFailed
from events.models import Delivery
from events.subscriptions import subscriptions_of
from tenants.context import enter
from tenants.correlation import correlated
from tenants.errors import UnknownBusiness
from tenants.models import Business

if TYPE_CHECKING:
    from events.subscriptions import Subscription
    from events.types import Event

logger = structlog.get_logger(__name__)


def deliver(event: Event) -> None:
    """Run every subscriber that has not had this event; raises ``DeliveryFailed`` after all were tried."""
    subscriptions = subscriptions_of(event.type)
    if not subscriptions:
        return
    if not Business.objects.filter(schema_name=event.schema).exists():
        raise DeliveryFailed([("any", UnknownBusiness())])
    failures: list[tuple[str, Exception]] = []
    with correlated(event.correlation_id), enter(event.schema):
        for subscription in subscriptions:
            try:
                _deliver_to(subscription, event)
            except Exception as error:  # noqa: BLE001  # a handler may fail in any way; the others still get the event
                logger.warning("event_handler_failed", subscriber=subscription.name, uid=event.uid, error=repr(error))
                failures.append((subscription.name, error))
    if failures:
        raise DeliveryFailed(failures)


def _deliver_to(subscription: Subscription, event: Event) -> None:
    if subscription.is_external:
        if not _was_delivered(subscription, event):
            subscription.handler(event)
            _note_delivery(subscription, event)
        return
    with transaction.atomic():
        if _note_delivery(subscription, event):
            subscription.handler(event)


def _was_delivered(subscription: Subscription, event: Event) -> bool:
    return Delivery.objects.filter(event_uid=event.uid, subscriber=subscription.name).exists()


def _note_delivery(subscription: Subscription, event: Event) -> bool:
    """Write the note; False where it is there already.  A second relay waits here for the first one's transaction."""
    delivery = Delivery(event_uid=event.uid, subscriber=subscription.name, schema=event.schema)
    return Delivery.objects.insert(delivery)
