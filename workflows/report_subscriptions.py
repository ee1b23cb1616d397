"""What follows when a report is there: whoever it was asked for, or arranged for, is sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events.subscriptions import subscribe
from reports.events import REPORT_READY
from tenants.actors import SYSTEM
from workflows.operations.report_mails import mail_report

if TYPE_CHECKING:
    from events.types import Event


@subscribe(REPORT_READY, name="workflows.report", external=True)
def send_report(event: Event) -> None:
    mail_report(report=UUID(event.payload["report"]), by=SYSTEM)
