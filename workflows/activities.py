"""What workflows ask to be done: sync, on threads, inside the business their input names."""

from __future__ import annotations

import threading

from temporalio import activity

from agents.learning.steps import advance
from businesses.operations.waiting import settle_waiting as settle
from tenants.actors import SYSTEM
from tenants.temporal import in_tenant
from workflows.definitions.appointment import SEND_MAIL
from workflows.definitions.messages import MailOutcome, MailRequest
from workflows.definitions.optimisation import OPTIMISE
from workflows.definitions.optimisation_messages import Optimisation, StepTaken
from workflows.definitions.order import SEND_ORDER_MAIL, TURN_DOWN_UNANSWERED
from workflows.definitions.order_messages import OrderMailRequest, OrderState, Unanswered
from workflows.definitions.waiting import SEND_WAITING_MAIL, SETTLE_WAITING
from workflows.definitions.waiting_messages import RunOut, WaitingMailRequest, WaitingState
from workflows.operations.mails import send_booking_mail
from workflows.operations.order_journeys import state_of, turn_down
from workflows.operations.order_mails import send_order_mail as send_mail_of_order
from workflows.operations.waiting_journeys import waiting_state
from workflows.operations.waiting_mails import send_waiting_mail as send_mail_of_waiting

STEPS_AT_ONCE, FULL_SECONDS = 3, 15.0
_optimising = threading.BoundedSemaphore(STEPS_AT_ONCE)


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


@activity.defn(name=SEND_ORDER_MAIL)
@in_tenant
def send_order_mail(request: OrderMailRequest) -> MailOutcome:
    return send_mail_of_order(reference=request.reference, kind=request.kind, version=request.version, by=SYSTEM)


@activity.defn(name=TURN_DOWN_UNANSWERED)
@in_tenant
def turn_down_unanswered(request: Unanswered) -> OrderState:
    return state_of(turn_down(reference=request.reference, by=SYSTEM))


@activity.defn(name=SEND_WAITING_MAIL)
@in_tenant
def send_waiting_mail(request: WaitingMailRequest) -> MailOutcome:
    return send_mail_of_waiting(reference=request.reference, kind=request.kind, version=request.version, by=SYSTEM)


@activity.defn(name=SETTLE_WAITING)
@in_tenant
def settle_waiting(request: RunOut) -> WaitingState:
    return waiting_state(settle(reference=request.reference, version=request.version, by=SYSTEM))


@activity.defn(name=OPTIMISE)
@in_tenant
def optimise(optimisation: Optimisation) -> StepTaken:
    """A step takes most of a minute: few at a time, so that mails find a thread."""
    if not _optimising.acquire(blocking=False):
        return StepTaken(is_over=False, pause=FULL_SECONDS)
    try:
        standing = advance(run=optimisation.run, alive=activity.heartbeat, by=SYSTEM)
    finally:
        _optimising.release()
    return StepTaken(standing.is_over, standing.pause)
