"""What beat asks of the directory."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from directory.models import Listing
from directory.operations import forget_enquiries, refresh_listing
from tenants.models import Business

ENQUIRIES_LAST = timedelta(days=7)
"""Long enough to come back to, and no longer: they serve nobody afterwards."""

logger = structlog.get_logger(__name__)


@shared_task(acks_late=False)
def refresh_listings() -> int:
    """Bring every listing into step with its business; how many changed. One query for each that has not changed."""
    has_listing = Q(schema_name__in=Listing.objects.values("schema"))
    schemas = Business.objects.filter(Q(is_listed=True) | has_listing).values_list("schema_name", flat=True)
    return sum(map(_refresh, list(schemas)))


def _refresh(schema: str) -> bool:
    try:
        return refresh_listing(schema=schema)
    except Exception:  # one business's trouble must not leave the others as they were
        logger.exception("listing_not_refreshed", business_schema=schema)
        return False


@shared_task
def forget_old_enquiries() -> int:
    return forget_enquiries(before=timezone.now() - ENQUIRIES_LAST)
