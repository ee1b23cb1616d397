"""Publishing in tests, as an operation of a business would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from events.operations import publish
from tenants.actors import SYSTEM
from tenants.context import enter

if TYPE_CHECKING:
    from events.models import OutboxEvent
    from tenants.models import Business

TYPE = "thing.done"


def publish_in(business: Business, aggregate: str = "thing:1", **payload: Any) -> OutboxEvent:
    with enter(business.schema_name), transaction.atomic():
        return publish(type=TYPE, aggregate=aggregate, payload=payload, by=SYSTEM)
