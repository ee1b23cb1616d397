"""Starting the workflow of who waits, and telling it of changes.  Each may be repeated without harm."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from businesses.models import WaitingStatus
from businesses.queries.waiting import open_offer_of
from tenants.context import current_schema
from workflows.definitions.waiting_messages import WAITING_WORKFLOW, WaitingJourney, WaitingState, waiting_id
from workflows.errors import ForeignWorkflow

if TYPE_CHECKING:
    from businesses.models import Waiting
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def start_waiting(*, journey: WaitingJourney, by: Actor) -> bool:
    """Start the workflow of a place on the list; one that runs is left alone, as is one that has run: then False.

    Raises ``TemporalUnavailable`` while the server is away.
    """
    from workflows.calls import start_once  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    is_running = start_once(WAITING_WORKFLOW, own_id(journey), journey)
    logger.info("waiting_started", reference=journey.reference, is_running=is_running, by=str(by))
    return is_running


def update_waiting(*, journey: WaitingJourney, by: Actor) -> None:
    """Tell the workflow how the place stands, starting one where none runs any more."""
    from workflows.calls import signal_with_start  # noqa: PLC0415  # see start_waiting

    # One that this has to start begins one version earlier, so that the signal is news to it.
    before = dataclasses.replace(journey.state, version=journey.state.version - 1)
    earlier = dataclasses.replace(journey, state=before, is_told=True)
    signal_with_start(WAITING_WORKFLOW, own_id(journey), earlier, "update", journey.state)
    logger.info("waiting_signalled", reference=journey.reference, status=journey.state.status, by=str(by))


def own_id(journey: WaitingJourney) -> str:
    """The workflow's id; raises ``ForeignWorkflow`` for a place in another business than the one entered."""
    if journey.schema != current_schema():
        raise ForeignWorkflow(journey.schema)
    return waiting_id(journey.schema, journey.reference)


def waiting_state(waiting: Waiting) -> WaitingState:
    offer = open_offer_of(waiting) if waiting.status == WaitingStatus.OFFERED else None
    return WaitingState(
        version=waiting.version,
        status=waiting.status,
        ends_at=waiting.latest_at + timedelta(seconds=1),
        offer_until=offer.expires_at if offer else None,
    )
