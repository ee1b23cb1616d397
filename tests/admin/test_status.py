"""The first pages of both admins say when something behind the web does not do its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from config import dashboard
from embedded import records
from embedded.layout import layout_of
from events.heartbeats import SILENT_AFTER, TEMPORAL_WORKER, beat
from tenants.models import Role
from tests.admin.test_platform_admin import signed_in_operator
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from pathlib import Path

    from tenants.models import Business

LATE = "may be late at the moment"


def platform_page() -> str:
    return signed_in_operator().get("/admin/").content.decode()


def owners_page(business: Business) -> str:
    new_user("owner@example.com", business=business, role=Role.OWNER)
    client = Client(headers={"host": f"{business.slug}.localhost"})
    client.post("/login/", {"username": "owner@example.com", "password": PASSWORD})
    return client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "found",
    [{"relay": "was never seen"}, {"outbox": "7 events wait"}, {"redis": "TimeoutError", "temporal-worker": "gone"}],
)
def test_the_platform_is_told_what_is_wrong(db: None, monkeypatch: pytest.MonkeyPatch, found: dict[str, str]) -> None:
    monkeypatch.setattr(dashboard, "failing", lambda: found)
    page = platform_page()
    assert all(name in page and trouble in page for name, trouble in found.items())


def test_the_platform_is_told_that_all_is_well(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "failing", dict)
    assert "Everything does its work" in platform_page()


def test_owners_are_told_that_mails_are_late(marios: Business) -> None:
    for name in SILENT_AFTER:
        beat(name)
    beat(TEMPORAL_WORKER, trouble="Temporal: does not answer")
    page = owners_page(marios)
    assert LATE in page
    assert "Temporal" not in page, "what an owner cannot mend is not explained"


def test_owners_are_told_nothing_where_all_is_well(marios: Business) -> None:
    for name in SILENT_AFTER:
        beat(name)
    assert LATE not in owners_page(marios)


def test_the_platform_is_told_when_a_backup_last_worked(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "failing", dict)
    monkeypatch.setenv("XSEVEN_VAR", str(tmp_path))
    operator = signed_in_operator()
    assert operator.get("/admin/").content.decode().count("<dd>never</dd>") == len(records.KINDS)
    records.note(layout_of(), records.REHEARSAL, "s3://backups")
    page = operator.get("/admin/").content.decode()
    assert page.count("<dd>never</dd>") == len(records.KINDS) - 1
    assert str(records.read(layout_of())[records.REHEARSAL]) in page
    assert "in s3://backups" in page
