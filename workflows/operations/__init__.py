"""Every write of this app, and what it asks of the workflow server."""

from workflows.operations.appointments import (
    cancel_appointment,
    move_appointment,
    restore_appointment,
    start_appointment,
)
from workflows.operations.mails import send_booking_mail
from workflows.operations.optimisations import restart_missing_optimisations
from workflows.operations.restarting import restart_missing, restart_missing_orders, restart_missing_waits
from workflows.operations.running import cancel_workflow, forget_orphans, forget_with_business, forget_workflows

__all__ = [
    "cancel_appointment",
    "cancel_workflow",
    "forget_orphans",
    "forget_with_business",
    "forget_workflows",
    "move_appointment",
    "restart_missing",
    "restart_missing_optimisations",
    "restart_missing_orders",
    "restart_missing_waits",
    "restore_appointment",
    "send_booking_mail",
    "start_appointment",
]
