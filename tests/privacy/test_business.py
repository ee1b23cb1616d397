"""A deleted business leaves nothing in any store, and another with equal keys keeps all of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import redis
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from businesses.models import Booking, Customer
from businesses.privacy.exporting import request_export, write_export
from businesses.privacy.holdings import tables
from conversations.limits import count_message
from conversations.models import Conversation
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.operations import delete_business
from tests.privacy import searching
from tests.privacy.people import STAFF, YVAINE, ZOLTANA, leave_traces
from tests.workflows.test_walk import is_forgotten, mails_of, relay, status_of, until
from workflows.client import hang_up
from workflows.tasks import forget_orphaned_workflows

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytest_django import Settings

    from tenants.models import Business
    from tests.privacy.people import Person


def live_in(business: Business, person: Person) -> Booking:
    """All that a business leaves anywhere, under equal keys in each."""
    with enter(business.schema_name):
        chatted, _called = leave_traces(person, business)
        default_storage.save("menus/lunch.txt", ContentFile(person.note.encode()))
        write_export(export_id=request_export(by=STAFF).pk, now=timezone.now())
        count_message(Conversation.objects.values_list("pk", flat=True)[0])
        cache.set("equal", person.name)
        return Booking.objects.get(customer=chatted)


def keys_with(part: str) -> int:
    return sum(1 for _key in redis.Redis.from_url(settings.REDIS_URL).scan_iter(match=f"*{part}*"))


THE_RECORD = {"audit_entry", "audit_link"}
"""Names the business, by its schema, for good: that it was, and was deleted by whom (docs/audit.md)."""


def everything_of(business: Business) -> dict[str, list[object]]:
    with enter(business.schema_name):
        return {table.name: list(table.read(None)) for table in tables()}


def test_nothing_of_a_deleted_business_is_left(
    restaurants: tuple[Business, Business], state_folder: Path, log: io.StringIO, worker: None
) -> None:
    marios, bella = restaurants
    gone, kept = live_in(marios, ZOLTANA), live_in(bella, YVAINE)
    relay()
    until(lambda: mails_of(marios) and mails_of(bella))
    before, folder = everything_of(bella), state_folder
    assert searching.in_files(*ZOLTANA.words, under=folder) != set()
    assert keys_with(marios.schema_name) > 0
    schema = marios.schema_name

    receipt = delete_business(business=marios, confirmed_name="marios", by=SYSTEM)

    assert receipt.troubles == {}
    assert set(receipt.counts) == {"rows", "files", "redis", "workflows", "mail files"}
    assert all(count > 0 for count in receipt.counts.values()), receipt.counts
    assert searching.in_database(*ZOLTANA.words) == set()
    assert {place.rpartition(".")[2] for place in searching.in_database(schema)} <= THE_RECORD
    assert searching.in_files(*ZOLTANA.words, schema, under=folder) == set()
    assert searching.in_redis(*ZOLTANA.words, schema) == set()
    marios.schema_name = schema
    until(lambda: is_forgotten(marios, gone))
    assert "business.deleted" in log.getvalue()

    assert everything_of(bella) == before
    assert status_of(bella, kept) is not None
    assert searching.in_files(*YVAINE.words, under=folder) != set()
    assert keys_with(bella.schema_name) > 0
    with enter(bella.schema_name):
        assert cache.get("equal") == YVAINE.name


def test_what_cannot_be_reached_is_told(live_marios: Business, settings: Settings, temporal: str) -> None:
    here, settings.TEMPORAL_ADDRESS = settings.TEMPORAL_ADDRESS, "127.0.0.1:9"
    hang_up()
    receipt = delete_business(business=live_marios, confirmed_name="marios", by=SYSTEM)
    settings.TEMPORAL_ADDRESS = here
    hang_up()
    assert receipt.troubles == {"workflows": "TemporalUnavailable"}
    assert "rows" in receipt.counts


def test_what_could_not_be_reached_is_forgotten_later(
    restaurants: tuple[Business, Business], state_folder: Path, settings: Settings, worker: None
) -> None:
    marios, bella = restaurants
    gone, kept = live_in(marios, ZOLTANA), live_in(bella, YVAINE)
    relay()
    until(lambda: mails_of(marios) and mails_of(bella))
    schema = marios.schema_name
    here, settings.TEMPORAL_ADDRESS = settings.TEMPORAL_ADDRESS, "127.0.0.1:9"
    hang_up()
    delete_business(business=marios, confirmed_name="marios", by=SYSTEM)
    settings.TEMPORAL_ADDRESS = here
    hang_up()
    marios.schema_name = schema
    assert not is_forgotten(marios, gone)
    assert forget_orphaned_workflows() > 0
    until(lambda: is_forgotten(marios, gone))
    assert not is_forgotten(bella, kept)


def test_the_command_prints_the_receipt(live_marios: Business, capsys: pytest.CaptureFixture[str]) -> None:
    with enter(live_marios.schema_name):
        Customer.objects.create(name="Anna")
    call_command("delete_business", "marios", "--confirm", "marios")
    printed = capsys.readouterr().out
    assert " rows\n" in printed
    assert "is deleted" in printed
