from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from businesses.models import Service, WeeklyHours
from events.models import OutboxEvent
from events.operations import publish
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.errors import ConfirmationMismatch, InvalidBusiness
from tenants.models import Business, Domain, Membership, Role
from tenants.operations import create_business, delete_business
from tenants.provisioning import catalogue, fleet, steps
from tenants.provisioning.template import TEMPLATE_SCHEMA, migrate_schema
from tests.factories import new_user
from tests.owner import as_owner
from tests.uploads import files_of

if TYPE_CHECKING:
    from collections.abc import Callable


def details(**fields: str) -> Business:
    defaults = {
        "slug": "pasta",
        "name": "Pasta",
        "category": "food",
        "country": "IT",
        "currency": "EUR",
        "timezone": "Europe/Rome",
    }
    return Business(**{**defaults, **fields})


def schema_names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'b\\_%'")
        return {name for (name,) in cursor.fetchall()}


def test_a_new_business_has_a_host_an_owner_and_its_categorys_catalogue(db: None) -> None:
    owner = new_user("ann@example.com")
    business = create_business(details=details(), owner=owner, by=SYSTEM)

    assert Domain.objects.get(tenant=business).domain == "pasta.localhost"
    assert Membership.objects.get(business=business).role == Role.OWNER
    with enter(business.schema_name):
        assert Service.objects.get().name == "Table"
        assert WeeklyHours.objects.filter(weekday=1).count() == 0


def test_a_schema_from_the_template_equals_a_migrated_one(db: None) -> None:
    business = create_business(details=details(), owner=None, by=SYSTEM)
    assert statements_of(business.schema_name) == statements_of(TEMPLATE_SCHEMA)


def statements_of(schema: str) -> set[str]:
    """The schema's DDL without casts and parentheses: PostgreSQL prints an expression it has parsed again otherwise."""
    return set(re.sub(r"::[a-z ]+(\[\])?|[()]", "", catalogue.ddl_of(schema)).split(";\n"))


def test_a_step_that_fails_leaves_nothing_behind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_names()

    def fail(business: Business) -> None:
        raise RuntimeError("no menu")

    monkeypatch.setitem(steps.provisioning.by_name, "failing", fail)
    with pytest.raises(RuntimeError, match="no menu"):
        create_business(details=details(), owner=new_user("ann@example.com"), by=SYSTEM)

    assert schema_names() == before
    assert not Business.objects.filter(slug="pasta").exists()
    assert not Domain.objects.filter(domain="pasta.localhost").exists()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "Bad Slug"), ("timezone", "Mars/Olympus"), ("currency", "XXX"), ("category", "zoo"), ("name", "")],
)
def test_details_that_are_not_right_are_named(db: None, field: str, value: str) -> None:
    with pytest.raises(InvalidBusiness) as caught:
        create_business(details=details(**{field: value}), owner=None, by=SYSTEM)
    assert field in caught.value.errors


def test_a_short_name_is_taken_once(marios: Business) -> None:
    with pytest.raises(InvalidBusiness) as caught:
        create_business(details=details(slug="marios"), owner=None, by=SYSTEM)
    assert "slug" in caught.value.errors


def test_schema_names_hold_nothing_an_owner_typed(marios: Business) -> None:
    assert "marios" not in marios.schema_name


def test_deleting_wants_the_name_and_takes_the_schema(live_marios: Business) -> None:
    marios = live_marios
    with pytest.raises(ConfirmationMismatch):
        delete_business(business=marios, confirmed_name="maria", by=SYSTEM)
    schema = marios.schema_name
    delete_business(business=marios, confirmed_name="marios", by=SYSTEM)
    assert schema not in schema_names()


def test_deleting_goes_through_while_the_business_is_at_work(live_marios: Business) -> None:
    """A transaction that holds one table and then wants another, which the drop has taken meanwhile: a deadlock.

    Which of both PostgreSQL ends is its own choice: usually the drop, which then tries again.
    """
    schema, locked = live_marios.schema_name, threading.Event()

    def work() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{schema}".businesses_booking IN ROW SHARE MODE')
                locked.set()
                taken = table_taken_by_the_drop(schema)
                with suppress(OperationalError):
                    cursor.execute(f'LOCK TABLE "{schema}"."{taken}" IN ROW SHARE MODE')
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        at_work = thread.submit(work)
        assert locked.wait(10)
        delete_business(business=live_marios, confirmed_name="marios", by=SYSTEM)
        at_work.result(10)
    assert schema not in schema_names()


def table_taken_by_the_drop(schema: str) -> str:
    """A table the drop has locked, once it waits for another."""
    query = (
        "SELECT c.relname FROM pg_locks taken JOIN pg_class c ON c.oid = taken.relation AND c.relkind = 'r'"
        " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = %s"
        " JOIN pg_locks wanted ON wanted.pid = taken.pid AND NOT wanted.granted"
        " WHERE taken.mode = 'AccessExclusiveLock' AND taken.granted LIMIT 1"
    )
    give_up = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < give_up:
            cursor.execute(query, [schema])
            if row := cursor.fetchone():
                return str(row[0])
    raise AssertionError("the drop never waited")


def test_deleting_takes_what_lies_outside_the_schema(live_marios: Business, live_bella: Business) -> None:
    for business in (live_marios, live_bella):
        (files_of(business.schema_name) / "menu").mkdir(parents=True)
        with enter(business.schema_name), transaction.atomic():
            publish(type="booking.held", aggregate="booking:K7F-2QM", payload={}, by=SYSTEM)
    delete_business(business=live_marios, confirmed_name="marios", by=SYSTEM)
    assert not files_of(live_marios.schema_name).exists()
    assert set(OutboxEvent.objects.values_list("schema", flat=True)) == {live_bella.schema_name}
    assert (files_of(live_bella.schema_name) / "menu").is_dir()
    assert Business.objects.get() == live_bella


def test_the_command_wants_the_name_twice(live_marios: Business) -> None:
    with pytest.raises(CommandError, match="nothing was deleted"):
        call_command("delete_business", "marios", confirm="maria")
    with pytest.raises(CommandError, match="no business called nobody"):
        call_command("delete_business", "nobody", confirm="nobody")
    call_command("delete_business", "marios", confirm="marios", stdout=StringIO())
    assert not Business.objects.exists()


def test_one_failing_business_does_not_stop_the_others_and_a_second_run_converges(
    committed: Callable[..., Business],
) -> None:
    behind, broken = committed("behind"), committed("broken")
    for business in (behind, broken):
        with enter(business.schema_name), as_owner(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'admin'")
            cursor.execute("DROP TABLE django_admin_log CASCADE")
    with enter(broken.schema_name), as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE VIEW django_admin_log AS SELECT 1 AS id")

    assert set(fleet.lagging_schemas()) == {behind.schema_name, broken.schema_name}
    outcomes = {schema: fleet.migrate_one(schema).error for schema in fleet.lagging_schemas()}
    assert outcomes[behind.schema_name] == ""
    assert "django_admin_log" in outcomes[broken.schema_name]

    with enter(broken.schema_name), as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP VIEW django_admin_log")
    migrate_schema(broken.schema_name)
    assert fleet.lagging_schemas() == []
