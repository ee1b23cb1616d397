"""What an owner calls a thing beside its name: a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from businesses.models import Resource, StaffMember
from tenants.context import enter
from tenants.models import Role
from tests.factories import new_user
from tests.tenants.pages import signed_in

if TYPE_CHECKING:
    from tenants.models import Business

HOST = "marios.localhost"


@pytest.fixture
def member(marios: Business) -> StaffMember:
    new_user("owner@example.com", business=marios, role=Role.OWNER)
    with enter(marios.schema_name):
        chair = Resource.objects.create(name="Chair", kind="staff", capacity=1)
        return StaffMember.objects.create(name="Sofia", resource=chair, aliases=["Sofie", "the boss"])


def saved(member: StaffMember, client: Client, written: str) -> int:
    page = reverse("admin:businesses_staffmember_change", args=[member.pk], urlconf="config.urls")
    row = {"name": "Sofia", "title": "", "resource": str(member.resource_id), "is_active": "on", "aliases": written}
    return client.post(page, row).status_code


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", []),
        ("  \r\n \r\n", []),
        ("Sofie", ["Sofie"]),
        ("Sofie\r\n  the  boss \r\n\r\n", ["Sofie", "the  boss"]),
        ('["Sofie"]', ['["Sofie"]']),
        ("null", ["null"]),
    ],
)
def test_names_are_kept_as_they_are_written(
    marios: Business, member: StaffMember, written: str, kept: list[str]
) -> None:
    client = signed_in(HOST, "owner@example.com")
    assert saved(member, client, written) == 302
    with enter(marios.schema_name):
        member.refresh_from_db()
    assert member.aliases == kept


def test_too_many_names_are_told_and_change_nothing(marios: Business, member: StaffMember) -> None:
    client = signed_in(HOST, "owner@example.com")
    assert saved(member, client, "\n".join(f"name {n}" for n in range(31))) == 200
    with enter(marios.schema_name):
        member.refresh_from_db()
    assert member.aliases == ["Sofie", "the boss"]
