"""The workflow server dies without warning and comes back; a worker and a relay live through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.models import OutboxEvent
from tenants.context import enter
from tests.workflows.bookings import book, in_days
from tests.workflows.test_walk import mails_of, relay, until

if TYPE_CHECKING:
    from pytest_django import Settings

    from tenants.models import Business
    from tests.workflows.servers import Server


@pytest.fixture
def temporal(server: Server) -> str:
    """The worker of these tests works for this server."""
    return "default"


def test_bookings_before_and_during_an_outage_get_their_mails(
    open_marios: Business, server: Server, worker: None
) -> None:
    with enter(open_marios.schema_name):
        before = book(in_days(5))
    relay()
    until(lambda: len(mails_of(open_marios)) == 1, seconds=60)

    server.kill()
    with enter(open_marios.schema_name):
        during = book(in_days(6))
    relay()
    assert OutboxEvent.objects.waiting().count() == 1

    server.start()
    until(is_relayed, seconds=60)
    until(lambda: len(mails_of(open_marios)) == 2, seconds=60)
    assert {reference for _kind, reference in mails_of(open_marios)} == {before.reference, during.reference}


def is_relayed() -> bool:
    relay()
    return not OutboxEvent.objects.waiting().exists()


def test_a_server_of_another_clone_is_as_good_as_none(
    open_marios: Business, server: Server, settings: Settings
) -> None:
    """It took our port while ours was down: the event waits for ours."""
    settings.TEMPORAL_NAMESPACE = "of-another-clone"
    with enter(open_marios.schema_name):
        book(in_days(4))
    relay()
    waiting = OutboxEvent.objects.waiting().get()
    assert "TemporalUnavailable" in waiting.last_error
