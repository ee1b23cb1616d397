"""A database of the bench's own, made and dropped around the measuring."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def bench_database() -> Iterator[None]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    from tests.owner import as_owner

    creation = cast("Any", connection.creation)
    connection.settings_dict["TEST"]["NAME"] = f"bench_xseven_{os.getpid()}"
    with as_owner():
        name = creation._create_test_db(verbosity=0, autoclobber=True)
    connections.close_all()
    connection.settings_dict["NAME"] = name
    call_command("prepare", stdout=io.StringIO())
    try:
        yield
    finally:
        connections.close_all()
        cast("Any", connection).close_pool()  # the next part makes a database and a pool of its own
        with as_owner(), creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
