from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Delivery, OutboxEvent
from events.operations import forget_published, send_again
from events.queries import outbox_lag, schemas_with
from events.relay import Relay
from events.transports import LocalTransport
from tenants.actors import SYSTEM
from tenants.context import public
from tenants.errors import AppError
from tests.events.publishing import TYPE, publish_in
from tests.factories import new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.types import Event
    from tenants.models import Business


def drain() -> None:
    Relay(LocalTransport(), threads=1).drain()


@pytest.fixture
def mended(subscribed: Callable[..., None]) -> list[bool]:
    """A handler that refuses for good until the list says that it was mended."""
    is_mended: list[bool] = []

    def refuse(event: Event) -> None:
        if not is_mended:
            raise AppError("never")

    subscribed(TYPE, refuse)
    return is_mended


def test_dead_letter_sent_again_is_delivered(marios: Business, mended: list[bool]) -> None:
    event = publish_in(marios)
    drain()
    assert outbox_lag().dead == 1

    mended.append(True)
    assert send_again(events=[event.pk], by=SYSTEM) == 1
    drain()

    event.refresh_from_db()
    assert event.published_at
    assert outbox_lag() == outbox_lag().__class__(waiting=0, dead=0, age_seconds=0.0)


def test_event_that_is_not_dead_is_not_sent_again(marios: Business) -> None:
    event = publish_in(marios)

    assert send_again(events=[event.pk], by=SYSTEM) == 0


def test_platform_admin_lists_dead_letters_and_sends_them_again(marios: Business, mended: list[bool]) -> None:
    event = publish_in(marios)
    publish_in(marios, "thing:living")
    OutboxEvent.objects.filter(aggregate="thing:living").update(published_at=timezone.now())
    drain()
    client = Client(headers={"host": "localhost"})
    with public():
        client.force_login(
            new_user("root@example.com", is_staff=True, is_superuser=True), "tenants.authentication.MembershipBackend"
        )

    page = client.get("/admin/events/deadletter/").content.decode()
    assert "thing 1" in page
    assert "thing living" not in page
    assert "thing living" in client.get("/admin/events/outboxevent/").content.decode()
    assert client.get(f"/admin/events/deadletter/{event.pk}/change/").status_code == 200
    client.post("/admin/events/deadletter/", {"action": "send_again", "_selected_action": [event.pk]})
    assert not OutboxEvent.objects.dead().exists()


def test_business_admin_has_no_events() -> None:
    from tenants.sites import business_admin

    assert OutboxEvent not in business_admin._registry


def test_old_published_events_are_forgotten_and_waiting_ones_kept(marios: Business) -> None:
    old, waiting, fresh = (publish_in(marios, f"thing:{n}") for n in range(3))
    now = timezone.now()
    OutboxEvent.objects.filter(pk=old.pk).update(published_at=now - timedelta(days=20))
    OutboxEvent.objects.filter(pk=fresh.pk).update(published_at=now)
    for event in (old, waiting):
        Delivery.objects.create(
            event_uid=event.uid, subscriber="x", schema=event.schema, delivered_at=now - timedelta(days=20)
        )

    assert forget_published(before=now - timedelta(days=14), by=SYSTEM) == 1
    assert set(OutboxEvent.objects.values_list("pk", flat=True)) == {waiting.pk, fresh.pk}
    assert [each.event_uid for each in Delivery.objects.all()] == [waiting.uid]


def test_lag_tells_how_much_waits_and_for_how_long(marios: Business) -> None:
    event = publish_in(marios)
    lag = outbox_lag(now=event.occurred_at + timedelta(seconds=90))

    assert (lag.waiting, lag.age_seconds) == (1, 90.0)


def test_businesses_with_an_event_are_found_without_visiting_them(marios: Business, bella: Business) -> None:
    publish_in(marios)

    assert schemas_with(TYPE, since=timezone.now() - timedelta(hours=1)) == {marios.schema_name}
    assert schemas_with(TYPE, since=timezone.now() + timedelta(hours=1)) == set()
