"""What takes longer than a request, and what beat asks, of artifacts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from artifacts.operations.attaching import read_attachment, unread
from artifacts.operations.making import make_artifact, unmade
from tenants.celery import TenantTask
from tenants.context import current_schema, enter
from tenants.models import Business

if TYPE_CHECKING:
    from collections.abc import Callable

    from artifacts.models import Artifact, Attachment

logger = structlog.get_logger(__name__)

MAKING_SECONDS, READING_SECONDS, LOOKING_SECONDS = 150, 240, 300


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=MAKING_SECONDS)
def make_artifact_of_business(*, artifact: str) -> None:
    make_artifact(artifact_id=UUID(artifact), now=timezone.now())


@shared_task(base=TenantTask, acks_late=False, time_limit=READING_SECONDS)
def read_attachment_of_business(*, attachment: str) -> None:
    read_attachment(attachment_id=UUID(attachment), now=timezone.now())


def make_soon(artifact: Artifact) -> None:
    """Queue it once what asked for it is committed; what the queue does not take is found by ``do_what_was_lost``."""
    _soon(partial(make_artifact_of_business.delay_in, current_schema(), artifact=str(artifact.pk)))


def read_soon(attachment: Attachment) -> None:
    """As ``make_soon``."""
    _soon(partial(read_attachment_of_business.delay_in, current_schema(), attachment=str(attachment.pk)))


def _soon(order: Callable[[], object]) -> None:
    def hand_over() -> None:
        try:
            order()
        except (OperationalError, OSError) as error:
            logger.warning("work_on_artifacts_not_queued", error=repr(error))

    transaction.on_commit(hand_over)


@shared_task(acks_late=False, time_limit=LOOKING_SECONDS)
def do_what_was_lost() -> int:
    """Queue again what waits to be made or read in any open business, also what a worker died with; how many."""
    return sum(map(_queue, Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True)))


def _queue(schema: str) -> int:
    try:
        with enter(schema):
            waiting, files = unmade(now=timezone.now()), unread(now=timezone.now())
            for artifact in waiting:
                make_soon(artifact)
            for attachment in files:
                read_soon(attachment)
    except Exception:  # one business's trouble must not leave the others without
        logger.exception("artifacts_not_queued", business_schema=schema)
        return 0
    return len(waiting) + len(files)
