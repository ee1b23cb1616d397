"""Fixtures every test may use: a test database, two businesses with equal keys, and the door into each."""

from __future__ import annotations

import io
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import DjangoDbBlocker

    from embedded.objects import Objects
    from tenants.models import Business

hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")  # how fast a machine is, beside what, no test says

FIRST = (
    *("resilience/test_kills", "events/test_kafka", "browser", "resilience/test_outages"),
    *("exam", "embedded", "resilience", "workflows"),
)
"""What waits for processes of its own begins early and beside what does not: at the end it would keep a run waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(Path(__file__).parent).as_posix()
        return next((place for place, first in enumerate(FIRST) if name.startswith(first)), len(FIRST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of this run's own, prepared the way `manage.py prepare` prepares the real one."""
    from django.core.management import call_command
    from django.db import connection, connections

    from tests.owner import as_owner
    from tests.schemas import make_ready

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        real_name = connection.settings_dict["NAME"]
        connection.settings_dict.setdefault("TEST", {})["NAME"] = f"{os.environ['TEST_DATABASE_NAME']}_{worker}"
        with as_owner():
            name = cast("Any", connection.creation)._create_test_db(verbosity=0, autoclobber=True)
        connections.close_all()
        connection.settings_dict["NAME"] = name
        call_command("prepare", stdout=io.StringIO())
        make_ready()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with as_owner(), cast("Any", connection.creation)._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.settings_dict["NAME"] = real_name


@pytest.fixture(autouse=True)
def _outside_any_business() -> Iterator[None]:
    """A test that leaves the connection inside a business must not hand it to the next."""
    from tenants.connection import connection

    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()


@pytest.fixture(autouse=True)
def _limits_of_its_own(settings: Any) -> None:
    """What an earlier test has used up is nothing to this one."""
    settings.REDIS_PREFIX = f"{settings.REDIS_PREFIX}-{uuid.uuid4().hex[:8]}"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """A password is checked in microseconds; how slow the real hasher is does not matter to any test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _no_connection_to_models_left_open() -> Iterator[None]:
    yield
    from agents.llm.network.transport import connections

    if connections.cache_info().currsize:
        connections().close()


@pytest.fixture(scope="session")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    """A server that speaks S3's protocol, with a bucket for files and one for backups."""
    from tests.objects import object_server

    with object_server(tmp_path_factory.mktemp("objects")) as running:
        yield running


@pytest.fixture
def marios(db: None) -> Business:
    """A restaurant, created inside the test's transaction.  With ``bella``: two businesses with equal keys."""
    from tests.schemas import ready_business

    return ready_business("marios", category="food")


@pytest.fixture
def bella(db: None) -> Business:
    from tests.schemas import ready_business

    return ready_business("bella", category="beauty", timezone="Europe/London")


@pytest.fixture
def in_marios(marios: Business) -> Iterator[Business]:
    """Inside the restaurant's schema."""
    from tenants.context import enter

    with enter(marios.schema_name):
        yield marios


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, temporal_namespace: str
) -> Iterator[Callable[..., Business]]:
    """Makes businesses that other threads, processes and servers can see; deletes them, users and events afterwards.

    Deleting asks the workflow server to end what runs; a namespace asked for before it exists stays unknown a while.
    """
    from tests.schemas import delete_businesses, ready_business

    with django_db_blocker.unblock():
        yield ready_business
        delete_businesses()


@pytest.fixture
def live_marios(committed: Callable[..., Business]) -> Business:
    return committed("marios", category="food")


@pytest.fixture
def live_bella(committed: Callable[..., Business]) -> Business:
    return committed("bella", category="beauty", timezone="Europe/London")
