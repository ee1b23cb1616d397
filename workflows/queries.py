"""What was written to customers, and what runs for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from businesses.references import parse_reference
from tenants.context import current_schema
from workflows.models import SentMail

if TYPE_CHECKING:
    from datetime import datetime

A_PAGE = 50


def mail_page(number: str, *, search: str = "") -> Page[SentMail]:
    """A page of mails, newest first; ``search`` is a booking's reference or a part of an address."""
    mails = SentMail.objects.without_bodies().newest_first()
    if words := search.strip():
        reference = parse_reference(words)
        mails = mails.filter(reference=reference) if reference else mails.filter(to__icontains=words)
    return Paginator(mails, A_PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class RunningWorkflow:
    """``kind`` and ``reference`` are the parts of the id after the schema."""

    id: str
    kind: str
    reference: str
    started_at: datetime


def running_workflows() -> list[RunningWorkflow]:
    """The running workflows of this business, newest first, 200 at most; raises ``TemporalUnavailable``."""
    from workflows.calls import running  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    return [_running(id_, started_at) for id_, started_at in running(f"{current_schema()}:")]


def _running(workflow_id: str, started_at: datetime) -> RunningWorkflow:
    _schema, kind, reference = workflow_id.split(":", 2)
    return RunningWorkflow(id=workflow_id, kind=kind, reference=reference, started_at=started_at)
