"""Giving appointments, orders and who waits their workflow back, from rows: the server may lose its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from tenants.context import current_schema
from workflows.definitions.messages import MailKind, appointment_id
from workflows.operations.appointments import move_appointment, start_appointment
from workflows.operations.order_journeys import own_id, start_order
from workflows.operations.waiting_journeys import own_id as id_of_waiting
from workflows.operations.waiting_journeys import start_waiting
from workflows.unfinished import unfinished_appointments

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor
    from workflows.unfinished import Unfinished

logger = structlog.get_logger(__name__)


def restart_missing(*, now: datetime, by: Actor) -> int:
    """Start the workflow of every booking of this business that has mails to come and none running; how many.

    May be repeated and may meet the relay: workflows have the bookings' ids, and mails that went out are rows. Raises
    ``TemporalUnavailable``.
    """
    from workflows.calls import running_ids  # noqa: PLC0415  # loads the SDK, which most processes can save

    unfinished = unfinished_appointments(now=now)
    if not unfinished:
        return 0
    running = running_ids(f"{current_schema()}:")
    count = sum(_restart(each, by=by) for each in unfinished if _id_of(each) not in running)
    if count:
        logger.error("appointments_were_missing", count=count, by=str(by))
    return count


def restart_missing_orders(*, now: datetime, by: Actor) -> int:
    """As ``restart_missing``, of orders: with the time to accept, the mails and the reminders that are still ahead."""
    from workflows.calls import is_running, running_ids  # noqa: PLC0415  # as above
    from workflows.unfinished_orders import unfinished_orders  # noqa: PLC0415  # which imports operations

    journeys = unfinished_orders(now=now)
    if not journeys:
        return 0
    running = running_ids(f"{current_schema()}:order:")
    missing = [each for each in journeys if own_id(each) not in running]
    count = sum(start_order(journey=each, by=by) for each in missing if not is_running(own_id(each)))
    if count:
        logger.error("orders_were_missing", count=count, by=str(by))
    return count


def restart_missing_waits(*, now: datetime, by: Actor) -> int:
    """As ``restart_missing``, of the waiting list: with the time to answer and the mails that are still ahead."""
    from workflows.calls import is_running, running_ids  # noqa: PLC0415  # as above
    from workflows.unfinished_waiting import unfinished_waits  # noqa: PLC0415  # which imports operations

    journeys = unfinished_waits(now=now)
    if not journeys:
        return 0
    running = running_ids(f"{current_schema()}:waiting:")
    missing = [each for each in journeys if id_of_waiting(each) not in running]
    count = sum(start_waiting(journey=each, by=by) for each in missing if not is_running(id_of_waiting(each)))
    if count:
        logger.error("waits_were_missing", count=count, by=str(by))
    return count


def _restart(unfinished: Unfinished, *, by: Actor) -> bool:
    """Start it as of where it is; False where a workflow of it runs, or has run to its end, after all."""
    from workflows.calls import is_running  # noqa: PLC0415  # as above

    appointment = unfinished.appointment
    if is_running(_id_of(unfinished)):
        return False
    if unfinished.news is MailKind.RESCHEDULED and not appointment.is_told:
        move_appointment(appointment=appointment, by=by)
        return True
    return start_appointment(appointment=appointment, by=by)


def _id_of(unfinished: Unfinished) -> str:
    return appointment_id(unfinished.appointment.schema, unfinished.appointment.reference)
