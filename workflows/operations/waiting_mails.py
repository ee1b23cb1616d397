"""Sending the mails of who waits once, from what the rows say at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import WaitingStatus
from businesses.queries.waiting import open_offer_of, waiting_called
from businesses.waiting.errors import WaitingNotFound
from tenants.context import current_business
from workflows.definitions.messages import MailOutcome
from workflows.definitions.waiting_messages import WaitingMailKind
from workflows.errors import MailHeldBack
from workflows.mail.waiting import render_waiting
from workflows.operations.mails import send_once

if TYPE_CHECKING:
    from tenants.actors import Actor

GOES_WITH = {
    WaitingMailKind.JOINED: WaitingStatus.WAITING,
    WaitingMailKind.OFFER: WaitingStatus.OFFERED,
    WaitingMailKind.OVER: WaitingStatus.OVER,
}


def send_waiting_mail(*, reference: str, kind: WaitingMailKind, version: int, by: Actor) -> MailOutcome:
    """Send the mail unless the row, read now, says otherwise; a mail that has gone out is not sent again.

    Raises ``MailHeldBack``, ``MailUnderWay``, ``MailNotAccepted`` (each worth another try) or ``MailRefused``.
    """
    if current_business().is_suspended:
        raise MailHeldBack
    try:
        waiting = waiting_called(reference)
    except WaitingNotFound:
        return MailOutcome(sent=False, reason="no such place on the list")
    offer = open_offer_of(waiting)
    if waiting.status != GOES_WITH[kind]:
        return MailOutcome(sent=False, reason=f"place is {waiting.status}")
    if kind is WaitingMailKind.OFFER and waiting.version != version:
        return MailOutcome(sent=False, reason="another offer")
    key = {"reference": reference, "kind": kind.value, "name": "", "version": version}
    return send_once(key, lambda _now: (waiting.customer.email, render_waiting(waiting, kind, offer)), by=by)
