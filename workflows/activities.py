"""What workflows ask to be done: sync, on threads, inside the business their input names."""

from __future__ import annotations

from temporalio import activity

from tenants.actors import SYSTEM
from tenants.temporal import in_tenant
from workflows.definitions.appointment import SEND_MAIL
from workflows.definitions.messages import MailOutcome, MailRequest
from workflows.operations.mails import send_booking_mail


@activity.defn(name=SEND_MAIL)
@in_tenant
def send_mail(request: MailRequest) -> MailOutcome:
    return send_booking_mail(
        reference=request.reference,
        kind=request.kind,
        name=request.name,
        version=request.version,
        starts_at=request.starts_at,
        by=SYSTEM,
    )
