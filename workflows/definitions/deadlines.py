"""How long a mail makes sense."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflows.definitions.messages import Appointment, MailKind, Step

DELIVERY_WINDOW = timedelta(hours=24)


def deadline(step: Step, appointment: Appointment) -> datetime:
    """A mail is worthless once the next one is due, and a reminder once the appointment has begun."""
    ends = [step.at + DELIVERY_WINDOW, *(later.at for later in appointment.steps if later.at > step.at)]
    if step.kind is MailKind.REMINDER:
        ends.append(appointment.starts_at)
    return min(ends)
