"""What is on record, by whom and from where."""

from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import Path

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import LogEntry
from django.test import Client

from audit.canonical import digest_of, link_hash
from audit.models import Entry
from businesses.models import Service
from tenants import operations
from tenants.actors import SYSTEM
from tenants.context import enter, public
from tenants.models import Business, Role, User
from tenants.operations import add_member, remove_member, set_suspended
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import business_admin, platform_admin
from tests.factories import PASSWORD, new_user

OPERATIONS = Path(operations.__file__).parent
# Tell nothing themselves, for the reason given.
SILENT = {
    "open_invitation": "reads",
    "organisation_of": "reads",
    "ask_new_address": "sends a mail; nothing has changed before it is answered",
    "note_passkey_used": "counts; signing in by it is told as any other",
    "note_visit": "that a page was looked at, every few minutes",
    "user_known_by": "reads; signing in by it is told as any other",
    "renew": "tells only of a token that comes again; each request of a program would be a line",
    "ask_to_confirm": "sends a mail; nothing has changed before it is answered",
    "send_password_link": "sends a mail; nothing has changed before it is answered",
}


def deeds(schema: str, *names: str) -> list[Entry]:
    with public():
        found = Entry.objects.of(schema).whole().order_by("pk")
        return list(found.filter(deed__in=names) if names else found)


def client_of(business: Business) -> Client:
    return Client(headers={"host": f"{business.slug}.localhost"})


@pytest.fixture
def owner(marios: Business) -> User:
    return new_user("own@example.com", business=marios, role=Role.OWNER)


@pytest.fixture
def signed_in(marios: Business, owner: User) -> Client:
    client = client_of(marios)
    client.post("/login/", {"username": owner.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.9")
    return client


def test_signing_in_and_out_is_told_with_who_and_from_where(marios: Business, owner: User, signed_in: Client) -> None:
    signed_in.post("/logout/")
    came, went = deeds(marios.schema_name, "login.succeeded", "login.ended")
    assert (came.actor_kind, came.actor_id, came.about) == ("staff", str(owner.pk), f"user:{owner.pk}")
    assert came.particulars.values == {"address": "192.0.2.9", "name": "Own"}
    assert came.correlation_id not in ("", went.correlation_id)


def test_trying_in_vain_is_told_and_no_password_typed_as_a_name_is_kept(marios: Business, owner: User) -> None:
    client = client_of(marios)
    client.post("/login/", {"username": owner.email, "password": "wrong-horse"})
    client.post("/login/", {"username": PASSWORD, "password": ""})
    client.post("/login/", {"username": PASSWORD, "password": "x"})
    body = {"email": owner.email, "password": "wrong-horse"}
    client.post("/api/v1/auth/token", body, content_type="application/json")
    tried = deeds(marios.schema_name, "login.failed")
    assert [entry.particulars.values.get("login") for entry in tried] == [owner.email, None, owner.email]


def test_a_program_that_signs_in_is_told(marios: Business, owner: User) -> None:
    client = client_of(marios)
    body = {"email": owner.email, "password": PASSWORD}
    pair = client.post("/api/v1/auth/token", body, content_type="application/json").json()
    client.post("/api/v1/auth/token/blacklist", {"refresh": pair["refresh"]}, content_type="application/json")
    began, ended = deeds(marios.schema_name, "api_login.succeeded", "api_login.ended")
    assert began.detail == ended.detail
    assert began.actor_id == ended.actor_id == str(owner.pk)


def test_rights_given_and_taken_are_told_in_the_business(marios: Business) -> None:
    user = new_user("sara@example.com")
    membership = add_member(business=marios, user=user, role=Role.STAFF, by=SYSTEM)
    remove_member(membership=membership, by=SYSTEM)
    told = deeds(marios.schema_name, "member.added", "member.removed")
    assert [(entry.deed, entry.about, entry.detail["role"]) for entry in told] == [
        ("member.added", f"user:{user.pk}", "staff"),
        ("member.removed", f"user:{user.pk}", "staff"),
    ]


def test_a_business_that_closes_is_told_on_the_platform(marios: Business) -> None:
    set_suspended(business=marios, is_suspended=True, by=SYSTEM)
    [told] = [entry for entry in deeds("public", "business.suspended") if entry.about == f"business:{marios.pk}"]
    assert told.detail == {"slug": "marios", "business": marios.schema_name}


def test_every_operation_of_tenants_says_what_it_did() -> None:
    """A new one is on record, or has its reason above."""
    functions = {
        node.name: {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        for path in OPERATIONS.glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }

    def tells(name: str, seen: frozenset[str] = frozenset()) -> bool:
        calls = functions.get(name, set()) - seen
        return "done" in calls or any(tells(call, seen | {name}) for call in calls)

    public_ones = {name for name in operations.__all__ if name in functions}
    assert {name for name in public_ones if not tells(name)} - set(SILENT) == set()
    assert set(SILENT) - public_ones == set()


def test_every_page_of_both_admins_puts_what_is_done_there_on_record() -> None:
    for site in (business_admin, platform_admin):
        pages: list[ModelAdmin[Business]] = list(site._registry.values())
        assert [type(page).__name__ for page in pages if not isinstance(page, RecordedAdmin)] == []


def test_what_is_changed_by_hand_is_told_with_the_fields_and_not_in_djangos_log(
    marios: Business, owner: User, signed_in: Client
) -> None:
    with enter(marios.schema_name):
        service = Service.objects.order_by("pk").first()
        assert service is not None
    form = {
        "name": "Canary dinner", "duration_minutes": 95, "buffer_minutes": 0, "position": 0, "is_active": "on",
        "aliases": "", "party_durations-TOTAL_FORMS": 0, "party_durations-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = signed_in.post(f"/admin/businesses/service/{service.pk}/change/", form)
    assert answer.status_code == 302, answer.context["errors"]
    [told] = deeds(marios.schema_name, "service.changed")
    assert (told.about, told.actor_id) == (f"service:{service.pk}", str(owner.pk))
    assert "name" in told.detail["fields"]
    assert "Canary" not in json.dumps(told.detail)
    assert told.particulars.values["values"]["name"] == [service.name, "Canary dinner"]
    with enter(marios.schema_name):
        assert not LogEntry.objects.exists()


def test_what_is_deleted_by_hand_is_told(marios: Business, signed_in: Client) -> None:
    with enter(marios.schema_name):
        keys = list(Service.objects.values_list("pk", flat=True))
    form = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    signed_in.post("/admin/businesses/service/", form)
    assert {entry.about for entry in deeds(marios.schema_name, "service.trashed")} == {f"service:{key}" for key in keys}


def test_it_is_searched_and_never_changed(marios: Business, owner: User, signed_in: Client) -> None:
    page = signed_in.get("/admin/audit/entry/", {"deed": "login.succeeded", "actor_kind": "staff"})
    assert [row.deed for row in page.context["cl"].result_list] == ["login.succeeded"]
    page = signed_in.get("/admin/audit/entry/", {"q": f"user:{owner.pk}"})
    assert {row.about for row in page.context["cl"].result_list} == {f"user:{owner.pk}"}
    [entry] = deeds(marios.schema_name, "login.succeeded")
    shown = signed_in.get(f"/admin/audit/entry/{entry.pk}/change/")
    assert "192.0.2.9" in shown.content.decode()
    for path in ("add/", f"{entry.pk}/delete/"):
        assert signed_in.post(f"/admin/audit/entry/{path}", {"post": "yes"}).status_code == 403
    assert signed_in.post(f"/admin/audit/entry/{entry.pk}/change/", {"deed": "other"}).status_code == 403


def test_an_export_can_be_checked_elsewhere_and_is_told_itself(marios: Business, signed_in: Client) -> None:
    keys = [entry.pk for entry in deeds(marios.schema_name)]
    answer = signed_in.post("/admin/audit/entry/", {"action": "as_json", "_selected_action": keys})
    rows = json.loads(answer.content)
    assert len(rows) == len(keys)
    for row in rows:
        said = {key: row[key] for key in ("about", "at", "correlation_id", "deed", "detail", "schema", "uid")}
        said |= {"actor": {"id": row["actor_id"], "kind": row["actor_kind"]}, "particulars": row["particulars_digest"]}
        assert digest_of(said) == row["digest"]
        if row["particulars"]:
            assert digest_of({"salt": row["salt"], "values": row["particulars"]}) == row["particulars_digest"]
        if row["hash"]:
            assert link_hash(previous=row["previous"], sequence=row["sequence"], digest=row["digest"]) == row["hash"]
    [told] = deeds(marios.schema_name, "audit.exported")
    assert told.detail == {"entries": len(keys), "format": "json"}
    answer = signed_in.post("/admin/audit/entry/", {"action": "as_csv", "_selected_action": keys})
    assert [row["uid"] for row in csv.DictReader(io.StringIO(answer.content.decode()))] == [row["uid"] for row in rows]


def test_nobody_sees_anothers_record(marios: Business, bella: Business, signed_in: Client) -> None:
    new_user("own@bella.example", business=bella, role=Role.OWNER)
    others = deeds(bella.schema_name)
    assert others
    page = signed_in.get("/admin/audit/entry/")
    assert {row.schema for row in page.context["cl"].result_list} == {marios.schema_name}
    assert signed_in.get(f"/admin/audit/entry/{others[0].pk}/change/").status_code == 302
    new_user("help@example.com", business=marios, role=Role.STAFF)
    client = client_of(marios)
    client.post("/login/", {"username": "help@example.com", "password": PASSWORD})
    assert client.get("/admin/audit/entry/", follow=True).status_code == 403
