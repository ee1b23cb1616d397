"""What beat asks of bookings."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from businesses.operations import expire_holds
from events.queries import schemas_with
from tenants.actors import SYSTEM
from tenants.celery import TenantTask
from tenants.models import Business

# No hold lasts longer than an hour (BookingPolicy); twice that leaves room for a beat that was away.
HOLDS_LAST_AT_MOST = timedelta(hours=2)


@shared_task
def expire_due_holds() -> int:
    """Queue the expiry for each business that held something lately; the outbox knows which, so no other is visited."""
    since = timezone.now() - HOLDS_LAST_AT_MOST
    schemas = schemas_with("booking.held", since=since) & set(Business.objects.values_list("schema_name", flat=True))
    for schema in schemas:
        expire_holds_of_business.delay_in(schema)
    return len(schemas)


@shared_task(base=TenantTask)
def expire_holds_of_business() -> int:
    return expire_holds(now=timezone.now(), by=SYSTEM)
