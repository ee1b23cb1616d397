"""Reading takes longer than a request."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from knowledge.operations import read_version
from tenants.celery import TenantTask

READING_SECONDS = 600


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=READING_SECONDS)
def read_version_of_business(*, version: int) -> None:
    read_version(version_id=version, now=timezone.now())
