from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.context import enter
from tenants.models import Role
from tests.workflows.test_views import signed_in, write
from workflows.models import MailSettings, SentMail

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business


@pytest.fixture
def owner(marios: Business) -> Client:
    return signed_in(marios, "owner@example.com", member_of=marios, role=Role.OWNER)


def test_owner_sees_what_was_sent_and_cannot_change_it(owner: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        mail = write("Canary mail")

    assert "Canary mail" in owner.get("/admin/workflows/sentmail/", {"q": "K7F"}).content.decode()
    page = owner.get(f"/admin/workflows/sentmail/{mail.pk}/change/")
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert owner.get("/admin/workflows/sentmail/add/").status_code == 403


def test_list_of_mails_takes_the_same_queries_for_many(owner: Client, marios: Business) -> None:
    counts = []
    for through in (1, 3):
        with enter(marios.schema_name):
            for version in range(SentMail.objects.count(), through):
                write(f"Mail {version}", version=version)
        owner.get("/admin/workflows/sentmail/")
        with CaptureQueriesContext(connection) as queries:
            owner.get("/admin/workflows/sentmail/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_owner_chooses_when_mails_go_out_once(owner: Client, marios: Business) -> None:
    chosen = {"first_reminder_hours": "48", "last_reminder_hours": "", "follow_up_hours": "24"}
    assert owner.get("/admin/workflows/mailsettings/add/").status_code == 200
    owner.post("/admin/workflows/mailsettings/add/", chosen)

    with enter(marios.schema_name):
        settings = MailSettings.current()
        assert (settings.first_reminder_hours, settings.last_reminder_hours) == (48, None)
    assert owner.get("/admin/workflows/mailsettings/").headers["Location"].endswith("/1/change/")
    assert owner.get("/admin/workflows/mailsettings/add/").status_code == 403


def test_settings_of_one_business_are_not_anothers(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        MailSettings.objects.create(pk=1, first_reminder_hours=48)
    with enter(bella.schema_name):
        assert MailSettings.current().first_reminder_hours == 24
