"""Starting an appointment's workflow, and telling it of changes.  Each may be repeated without harm."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import structlog

from tenants.context import current_schema
from workflows.definitions.messages import APPOINTMENT_WORKFLOW, Appointment, Cancellation, appointment_id
from workflows.errors import ForeignWorkflow

if TYPE_CHECKING:
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def start_appointment(*, appointment: Appointment, by: Actor) -> bool:
    """Start the workflow of a confirmed booking; one that runs is left alone, as is one that has run: then False.

    Raises ``TemporalUnavailable`` while the server is away.
    """
    from workflows.calls import start_once  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    is_running = start_once(APPOINTMENT_WORKFLOW, own_id(appointment), appointment)
    logger.info("appointment_started", reference=appointment.reference, is_running=is_running, by=str(by))
    return is_running


def move_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Tell the workflow of a new time, starting one where none runs any more."""
    _signal("reschedule", appointment, appointment, by)


def restore_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Tell the workflow that the cancellation is taken back as of ``appointment.version``."""
    _signal("restore", appointment, appointment, by)


def cancel_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Tell the workflow that the booking is cancelled as of ``appointment.version``."""
    cancellation = Cancellation(
        version=appointment.version,
        correlation_id=appointment.correlation_id,
        may_slip=appointment.may_slip,
        is_told=appointment.is_told,
    )
    _signal("cancel", cancellation, appointment, by)


def _signal(signal: str, argument: Appointment | Cancellation, appointment: Appointment, by: Actor) -> None:
    """A workflow that this has to start begins one version earlier, as of which all is told: the signal is the news."""
    from workflows.calls import signal_with_start  # noqa: PLC0415  # see start_appointment

    earlier = dataclasses.replace(appointment, version=appointment.version - 1, is_told=True)
    signal_with_start(APPOINTMENT_WORKFLOW, own_id(appointment), earlier, signal, argument)
    logger.info("appointment_signalled", reference=appointment.reference, signal=signal, by=str(by))


def own_id(appointment: Appointment) -> str:
    """The workflow's id; raises ``ForeignWorkflow`` for an appointment of another business than the one entered."""
    if appointment.schema != current_schema():
        raise ForeignWorkflow(appointment.schema)
    return appointment_id(appointment.schema, appointment.reference)
