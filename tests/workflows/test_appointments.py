from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tenants.actors import SYSTEM
from workflows.definitions.messages import Appointment
from workflows.errors import ForeignWorkflow
from workflows.operations import start_appointment

if TYPE_CHECKING:
    from tenants.models import Business


def test_appointment_of_another_business_is_refused(in_marios: Business) -> None:
    now = timezone.now()
    foreign = Appointment(schema="b_other", reference="K7F-2QM", version=2, starts_at=now, ends_at=now)

    with pytest.raises(ForeignWorkflow):
        start_appointment(appointment=foreign, by=SYSTEM)
