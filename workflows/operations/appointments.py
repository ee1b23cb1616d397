"""Starting an appointment's workflow, and telling it of changes.  Each may be repeated without harm."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.conf import settings
from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from workflows.client import RPC_TIMEOUT, ask, check_own
from workflows.definitions.appointment import AppointmentWorkflow, appointment_id
from workflows.definitions.messages import Appointment, Cancellation

if TYPE_CHECKING:
    from tenants.actors import Actor

    Handle = WorkflowHandle[AppointmentWorkflow, object]


def start_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Start the workflow of a confirmed booking; one that runs or has run already is left alone.

    Raises ``TemporalUnavailable`` while the server is away.
    """
    workflow_id = _own_id(appointment)

    async def start(client: Client) -> None:
        try:
            await client.start_workflow(
                AppointmentWorkflow.run,
                appointment,
                id=workflow_id,
                task_queue=settings.TEMPORAL_TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=_summary(by),
                rpc_timeout=RPC_TIMEOUT,
            )
        except WorkflowAlreadyStartedError:
            return  # it ran to its end: this is a late repetition

    ask(start)


def move_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Tell the workflow of a new time, starting one where none runs any more."""
    _signal("reschedule", appointment, appointment, by)


def cancel_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Tell the workflow that the booking is cancelled as of ``appointment.version``."""
    cancellation = Cancellation(version=appointment.version, correlation_id=appointment.correlation_id)
    _signal("cancel", cancellation, appointment, by)


def _signal(name: str, argument: Appointment | Cancellation, appointment: Appointment, by: Actor) -> None:
    """Signal with start.  A workflow that this starts begins one version earlier, so that the signal is news to it."""
    earlier = dataclasses.replace(appointment, version=appointment.version - 1)
    workflow_id = _own_id(appointment)

    async def signal(client: Client) -> None:
        await client.start_workflow(
            AppointmentWorkflow.run,
            earlier,
            id=workflow_id,
            task_queue=settings.TEMPORAL_TASK_QUEUE,
            start_signal=name,
            start_signal_args=[argument],
            static_summary=_summary(by),
            rpc_timeout=RPC_TIMEOUT,
        )

    ask(signal)


def _own_id(appointment: Appointment) -> str:
    return check_own(appointment_id(appointment.schema, appointment.reference))


def _summary(by: Actor) -> str:
    return f"by {by.kind}"
