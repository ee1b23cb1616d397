from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.server import running_product
from tests.exam.client import Client
from tests.exam.playing import Exam

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def demo_businesses(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, temporal_namespace: str
) -> Iterator[None]:
    """All five, as `make run` seeds them, where a server can see them; deleted afterwards."""
    from django.db import connections

    from businesses.demo.seeding import SLUGS, seed_demo
    from tests.schemas import delete_businesses, ready

    with django_db_blocker.unblock():
        with ready():
            for slug in SLUGS:
                seed_demo(slug, allowed_origins=[])
        connections.close_all()
        yield
        delete_businesses()


@pytest.fixture(scope="module")
def exam(demo_businesses: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    """Customers of a web process on the test's database."""
    from django.db import connection

    log = tmp_path_factory.mktemp("exam") / "log"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DEMO", "1")  # the accounts seeded have a published password
        name = str(connection.settings_dict["NAME"])
        with running_product(name, log) as product, Client(product.address) as client:
            yield Exam(client)
