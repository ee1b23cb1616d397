"""One business into a file and back: in its place, or beside itself, with nothing of it opening the other."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from audit.models import Entry
from businesses.models import Booking, Customer, DataKey, StaffMember
from businesses.sealing import keys
from conversations.engine.checkpoints import TenantSaver
from conversations.models import Conversation
from events.models import OutboxEvent
from tenants.actors import SYSTEM, actor_of
from tenants.backups.archive import MANIFEST
from tenants.backups.errors import BackupOfAnotherVersion, BackupRefused, BackupSealed
from tenants.backups.restoring import restore_business
from tenants.backups.writing import back_up_business
from tenants.context import enter, public
from tenants.errors import ConfirmationMismatch, InvalidBusiness
from tenants.models import Business, CustomRole, Membership, Role
from tenants.operations import add_member, delete_business, make_key, remove_member, save_role
from tenants.permissions import Permission
from tests.factories import new_user
from tests.privacy.conftest import restaurants, state_folder
from tests.privacy.people import YVAINE, ZOLTANA, leave_traces
from tests.uploads import files_of
from tests.workflows.conftest import server, temporal

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.privacy.people import Person

__all__ = ["restaurants", "server", "state_folder", "temporal"]
OWN, SARA = "own@example.com", "sara@example.com"


def live_in(business: Business, person: Person) -> None:
    """Rows of every room, a file, a row that names a login and a kind, under equal keys in each."""
    with enter(business.schema_name):
        chatted, _called = leave_traces(person, business)
        default_storage.save("menus/lunch.txt", ContentFile(person.note.encode()))
        kind = ContentType.objects.get_for_model(Customer)
        user = Membership.objects.filter(business=business).first()
        if user is not None:
            LogEntry.objects.create(user=user.user, content_type=kind, object_id=str(chatted.pk), action_flag=1)


@pytest.fixture
def lived_in(restaurants: tuple[Business, Business], state_folder: Path) -> tuple[Business, Business]:
    marios, bella = restaurants
    own = new_user(OWN, business=marios, role=Role.OWNER)
    role = save_role(
        role=CustomRole(business=marios, name="Till", permissions=[Permission.BOOKINGS_VIEW]), by=actor_of(own)
    )
    add_member(business=marios, user=new_user(SARA), role=role, by=actor_of(own))
    live_in(marios, ZOLTANA)
    live_in(bella, YVAINE)
    return marios, bella


def backup(business: Business, folder: Path) -> Path:
    file = folder / "backups" / "one.zip"
    back_up_business(business=business, file=file, by=SYSTEM)
    return file


def restore(file: Path, slug: str, *, confirm: str = "", is_suspended: bool = False) -> Business:
    return restore_business(file=file, slug=slug, confirmed_name=confirm, is_suspended=is_suspended, by=SYSTEM).business


def rows_of(schema: str, *, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        tables = [name for (name,) in cursor.fetchall() if name not in {"django_migrations", *but}]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT r::text FROM "{schema}"."{table}" AS r ORDER BY 1')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


CHANGED_IN_A_COPY = ("businesses_datakey", "businesses_customer", "conversations_conversationnote")
"""Sealed by its own key."""


def test_under_another_name_it_is_another_business_with_the_same_rows(
    lived_in: tuple[Business, Business], state_folder: Path
) -> None:
    marios, bella = lived_in
    schema, before, others = marios.schema_name, rows_of(marios.schema_name), rows_of(bella.schema_name)
    copy = restore(backup(marios, state_folder), "marios-2")

    assert copy.schema_name not in {schema, bella.schema_name}
    mine = rows_of(copy.schema_name)
    assert {name: len(rows) for name, rows in mine.items()} == {
        name: 1 if name == "businesses_datakey" else len(rows) for name, rows in before.items()
    }
    as_here = {name: [row.replace(schema, copy.schema_name) for row in rows] for name, rows in before.items()}
    assert all(mine[name] == sorted(rows) for name, rows in as_here.items() if name not in CHANGED_IN_A_COPY)
    assert not [row for rows in mine.values() for row in rows if schema in row or YVAINE.name in row]
    assert rows_of(schema) == before
    assert rows_of(bella.schema_name) == others
    assert (files_of(copy.schema_name) / "menus/lunch.txt").read_text() == ZOLTANA.note
    assert Client(headers={"host": "marios-2.localhost"}).get("/api/v1/services").status_code == 200

    with enter(copy.schema_name):
        Booking.objects.all().update(note="of the copy")
        assert Customer.objects.create(name="New").pk > max(
            int(row[1:].split(",")[0]) for row in before["businesses_customer"]
        )
    assert rows_of(schema) == before


def test_what_is_sealed_opens_there_by_a_key_of_its_own(
    lived_in: tuple[Business, Business], state_folder: Path
) -> None:
    marios, _bella = lived_in
    file = backup(marios, state_folder)
    with ZipFile(file) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist() if "booking" not in name)
    assert f"likes the {ZOLTANA.note}".encode() not in content
    copy = restore(file, "marios-2")
    keys._opened.clear()
    with enter(marios.schema_name):
        theirs = set(DataKey.objects.values_list("uid", flat=True))
    with enter(copy.schema_name):
        assert f"likes the {ZOLTANA.note}" in Customer.objects.values_list("notes", flat=True)
        assert theirs.isdisjoint(DataKey.objects.values_list("uid", flat=True))


def test_without_the_master_key_nothing_is_written(
    lived_in: tuple[Business, Business], state_folder: Path, settings: Settings
) -> None:
    file = backup(lived_in[0], state_folder)
    keys._opened.clear()
    settings.MASTER_KEYS = ["another long random master key of 40 letters"]
    assert_refused(file, BackupSealed)


def test_a_conversation_goes_on_at_the_copy(lived_in: tuple[Business, Business], state_folder: Path) -> None:
    copy = restore(backup(lived_in[0], state_folder), "marios-2")
    with enter(copy.schema_name):
        conversation = Conversation.objects.latest("created_at")
    at = {"configurable": {"thread_id": f"{copy.schema_name}:{conversation.pk}", "checkpoint_ns": ""}}
    assert TenantSaver(copy.schema_name).get_tuple(at) is not None  # type: ignore[arg-type]  # a plain dict will do


def test_what_opens_one_opens_nothing_at_the_other(lived_in: tuple[Business, Business], state_folder: Path) -> None:
    marios, _bella = lived_in
    with enter(marios.schema_name):
        booking = Booking.objects.first()
        assert booking is not None
    own = Membership.objects.get(business=marios, role=Role.OWNER).user
    with enter(marios.schema_name):
        key = make_key(
            business=marios,
            permissions=[Permission.FIGURES_VIEW],
            by=actor_of(own),
            name="Till",
            tier="small",
            expires_at=None,
        ).key
    browser = Client(headers={"host": "marios.localhost"})
    browser.post("/login/", {"username": OWN, "password": "correct-horse-battery"})
    token = (
        Client(headers={"host": "marios.localhost"})
        .post(
            "/api/v1/auth/token", {"email": OWN, "password": "correct-horse-battery"}, content_type="application/json"
        )
        .json()["access"]
    )
    restore(backup(marios, state_folder), "marios-2")

    def stats(host: str, **headers: str) -> int:
        return Client(headers={"host": host, **headers}).get("/api/v1/conversations/stats").status_code

    for credential in (f"Api-Key {key}", f"Bearer {token}"):
        assert stats("marios.localhost", authorization=credential) == 200
        assert stats("marios-2.localhost", authorization=credential) == 401
    assert browser.get("/staff/").status_code == 200
    assert browser.get("/staff/", headers={"host": "marios-2.localhost"}).status_code == 302


def test_who_is_still_a_member_is_let_in_as_what_they_were(
    lived_in: tuple[Business, Business], state_folder: Path
) -> None:
    marios, _bella = lived_in
    file = backup(marios, state_folder)
    copy = restore(file, "marios-2")
    assert members_of(copy) == {OWN: "owner", SARA: "Till"}
    assert set(copy.custom_roles.values_list("pk", flat=True)).isdisjoint(
        marios.custom_roles.values_list("pk", flat=True)
    )
    remove_member(membership=Membership.objects.get(business=marios, user__email=SARA), by=SYSTEM)
    assert members_of(restore(file, "marios-3")) == {OWN: "owner"}
    delete_business(business=marios, confirmed_name="marios", by=SYSTEM)
    assert members_of(restore(file, "marios")) == {OWN: "owner", SARA: "Till"}, "it is gone: they are what they were"


def members_of(business: Business) -> dict[str, str]:
    found = business.memberships.select_related("user", "custom_role")
    return {each.user.email: each.custom_role.name if each.custom_role else each.role for each in found}


def test_a_login_that_is_another_s_now_is_nobody_there(lived_in: tuple[Business, Business], state_folder: Path) -> None:
    marios, _bella = lived_in
    with enter(marios.schema_name):
        sara = Membership.objects.get(business=marios, user__email=SARA).user
        StaffMember.objects.update(user=sara)
        own = Membership.objects.get(business=marios, user__email=OWN).user
        LogEntry.objects.create(user=sara, action_flag=1)
    file = backup(marios, state_folder)
    delete_business(business=marios, confirmed_name="marios", by=SYSTEM)
    sara.delete()
    new_user(SARA)
    copy = restore(file, "marios-2")
    assert members_of(copy) == {OWN: "owner"}, "an address may be another person's by now"
    with enter(copy.schema_name):
        assert set(LogEntry.objects.values_list("user", flat=True)) == {own.pk}
        assert not StaffMember.objects.exclude(user=None).exists()


def test_in_its_own_place_it_is_as_it_was_and_keeps_who_may_enter(
    lived_in: tuple[Business, Business], state_folder: Path, temporal: str
) -> None:
    marios, bella = lived_in
    schema, before, others = marios.schema_name, rows_of(marios.schema_name), rows_of(bella.schema_name)
    file = backup(marios, state_folder)
    with enter(schema):
        lost = Customer.objects.create(name="Came after")
        Booking.objects.all().update(note="spoiled")
        default_storage.save("menus/later.txt", ContentFile(b"later"))
    remove_member(membership=Membership.objects.get(business=marios, user__email=SARA), by=SYSTEM)
    with pytest.raises(ConfirmationMismatch):
        restore(file, "marios")
    restored = restore(file, "marios", confirm="marios")
    assert restored.schema_name == schema
    assert rows_of(schema, but=("businesses_datakey",)) == {
        k: v for k, v in before.items() if k != "businesses_datakey"
    }
    keys._opened.clear()
    with enter(schema):
        assert f"likes the {ZOLTANA.note}" in Customer.objects.values_list("notes", flat=True)
        assert Customer.objects.create(name="New").pk > lost.pk, "no key means two rows"
        assert not OutboxEvent.objects.filter(schema=schema).exists()
    assert sorted(path.name for path in files_of(schema).rglob("*.txt")) == ["lunch.txt"]
    assert members_of(restored) == {OWN: "owner"}, "who was removed since is not let in again"
    assert rows_of(bella.schema_name) == others
    with public():
        assert Entry.objects.of(schema).filter(deed="business.restored").count() == 1
        assert Entry.objects.of(schema).filter(deed="business.backed_up").count() == 1


def test_another_business_s_name_is_taken(lived_in: tuple[Business, Business], state_folder: Path) -> None:
    marios, bella = lived_in
    file, others = backup(marios, state_folder), rows_of(bella.schema_name)
    for slug in ("bella", "admin", "Not a name"):
        with pytest.raises(InvalidBusiness):
            restore(file, slug, confirm=slug)
    assert rows_of(bella.schema_name) == others


def everything() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace ORDER BY 1")
        return cursor.fetchall(), list(Business.objects.order_by("pk").values_list("slug", flat=True))


def assert_refused(file: Path, error: type[BackupRefused]) -> None:
    before, folders = everything(), sorted(path.name for path in files_of("").iterdir())
    with pytest.raises(error) as caught:
        restore(file, "marios-2")
    assert type(caught.value) is error
    assert everything() == before
    assert sorted(path.name for path in files_of("").iterdir()) == folders


def test_what_is_damaged_cut_or_of_another_version_is_refused_before_anything_is_written(
    lived_in: tuple[Business, Business], state_folder: Path
) -> None:
    good = backup(lived_in[0], state_folder).read_bytes()
    file = state_folder / "bad.zip"
    for bad in (b"", b"text", good[: len(good) // 2], good[:-30], with_a_byte_changed(good)):
        file.write_bytes(bad)
        assert_refused(file, BackupRefused)
    changes: tuple[dict[str, Any], ...] = (
        {"version": 2},
        {"format": "x-seven export"},
        {"sums": {}},
        {"tables": "none"},
    )
    for change in changes:
        file.write_bytes(with_manifest(good, **change))
        assert_refused(file, BackupRefused)
    for name in ("files/../../planted", f"files/{state_folder}/planted"):
        file.write_bytes(with_a_file(good, name))
        assert_refused(file, BackupRefused)
    assert not list(state_folder.rglob("planted"))
    file.write_bytes(with_manifest(good, migrations="0" * 64))
    assert_refused(file, BackupOfAnotherVersion)
    assert_refused(state_folder / "none.zip", BackupRefused)


def with_a_byte_changed(good: bytes) -> bytes:
    """In the middle of the longest part."""
    with ZipFile(io.BytesIO(good)) as archive:
        longest = max(archive.infolist(), key=lambda each: each.compress_size)
    place = longest.header_offset + longest.compress_size // 2
    return good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]


def with_a_file(good: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(good)) as source:
        sums = json.loads(source.read(MANIFEST))["sums"]
    written = io.BytesIO(with_manifest(good, sums=sums | {name: hashlib.sha256(b"evil").hexdigest()}))
    with ZipFile(written, "a") as target:
        target.writestr(name, b"evil")
    return written.getvalue()


def with_manifest(good: bytes, **change: Any) -> bytes:
    written = io.BytesIO()
    with ZipFile(io.BytesIO(good)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == MANIFEST:
                content = json.dumps(json.loads(content) | change).encode()
            target.writestr(name, content)
    return written.getvalue()


def test_by_hand_it_asks_for_the_name(
    lived_in: tuple[Business, Business], state_folder: Path, temporal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, told = state_folder / "marios.zip", io.StringIO()
    call_command("backup_business", "marios", str(file), stdout=told)
    assert file.stat().st_mode & 0o077 == 0, "it holds customers"
    with pytest.raises(CommandError, match="CONFIRM=marios"):
        call_command("restore_business", str(file), "marios")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    with pytest.raises(CommandError, match="CONFIRM=marios"):
        call_command("restore_business", str(file), "marios")
    monkeypatch.setattr("builtins.input", lambda _question: "marios")
    call_command("restore_business", str(file), "marios", stdout=told)
    call_command("restore_business", str(file), "marios-2", "--suspended", stdout=told)
    assert "http://marios-2.localhost" in told.getvalue()
    assert Client(headers={"host": "marios-2.localhost"}).get("/api/v1/services").status_code == 404
    with pytest.raises(CommandError, match="no business called nobody"):
        call_command("backup_business", "nobody", str(file))
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore_business", str(state_folder / "none.zip"), "marios-3")
