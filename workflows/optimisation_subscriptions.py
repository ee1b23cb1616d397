"""What starts the workflows of optimisations: their event, brought by the relay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.learning.events import OPTIMISATION_STARTED
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.operations.optimisations import start_optimisation

if TYPE_CHECKING:
    from events.types import Event


@subscribe(OPTIMISATION_STARTED, name="workflows.optimisation", external=True)
def have_it_worked_on(event: Event) -> None:
    start_optimisation(run=event.payload["run"], correlation_id=event.correlation_id, by=SYSTEM)
