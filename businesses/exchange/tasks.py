"""The two parts of an import that take longer than a request."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from businesses.exchange.importing import apply_import, look_over
from tenants.celery import TenantTask

IMPORT_SECONDS = 300


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=IMPORT_SECONDS)
def look_over_import(*, catalogue_import: str) -> None:
    look_over(import_id=UUID(catalogue_import), now=timezone.now())


@shared_task(base=TenantTask, acks_late=False, time_limit=IMPORT_SECONDS)
def apply_import_of_business(*, catalogue_import: str) -> None:
    apply_import(import_id=UUID(catalogue_import), now=timezone.now())
