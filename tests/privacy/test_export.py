"""A copy of a customer's or a business's data: whole, private, read by machines and people, and good to go on with."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from businesses.models import (
    Booking,
    BookingChange,
    CatalogueImport,
    Customer,
    Export,
    ExportState,
    ImportedRow,
    QrCode,
    QrScan,
    Service,
)
from businesses.privacy import exporting
from businesses.privacy.archive import MANIFEST, Reader, as_cell, from_cell
from businesses.privacy.errors import ArchiveNotValid, BusinessNotEmpty, ExportNotThere
from businesses.privacy.exporting import KEPT_FOR, delete_exports, hand_out, progress_of, request_export, write_export
from businesses.privacy.holdings import tables
from businesses.privacy.importing import TAKEN_OVER, import_business
from businesses.queries import find_slots
from tenants.context import enter
from tenants.models import Role
from tests.privacy.people import STAFF, YVAINE, ZOLTANA, leave_traces, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tenants.models import Business

NOW = timezone.now()


def written(customer: Customer | None = None) -> Export:
    return write_export(export_id=request_export(by=STAFF, customer=customer).pk, now=NOW)


def opened(export: Export) -> zipfile.ZipFile:
    return zipfile.ZipFile(default_storage.path(export.file))


def from_json(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(archive.read(f"data/{table}.json"))
    return rows


def from_csv(archive: zipfile.ZipFile, table: str) -> list[dict[str, str]]:
    text = archive.read(f"data/{table}.csv").decode()
    return [
        {column: from_cell(cell) for column, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


@pytest.fixture
def restaurant(live_marios: Business, state_folder: Path, temporal_namespace: str) -> Business:
    """With two customers who left traces."""
    with enter(live_marios.schema_name):
        leave_traces(ZOLTANA, live_marios)
        Booking.objects.filter(customer__phone=ZOLTANA.phone).update(note='=HYPERLINK("http://x","y")')
        leave_traces_of_another()
        leave_catalogue()
    return live_marios


def leave_traces_of_another() -> None:
    customer = Customer.objects.create(name=YVAINE.name, email=YVAINE.email, notes=YVAINE.remark)
    booking = Booking.objects.select_related("service", "resource").first()
    assert booking is not None
    start = booking.during.lower + timedelta(days=1)
    Booking.objects.create(
        service=booking.service, resource=booking.resource, customer=customer, note=YVAINE.note, source="staff",
        status="confirmed", during=(start, start + timedelta(hours=1)),
    )  # fmt: skip


def leave_catalogue() -> None:
    QrScan.objects.create(qr_code=QrCode.objects.create(purpose="menu"), day=NOW.date(), count=3)
    made = CatalogueImport.objects.create(name="menu.csv", requested_by="staff:7", requested_at=NOW, state="done")
    ImportedRow.objects.create(catalogue_import=made, table="items", model="menuitem", key=1, called="x", what="new")
    CatalogueImport.objects.create(name="waits.csv", requested_by="staff:7", requested_at=NOW, state="ready")


def test_a_business_is_given_out_whole_as_json_and_as_csv(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        default_storage.save("menus/lunch.txt", ContentFile(b"soup"))
        archive = opened(written())
        manifest = json.loads(archive.read(MANIFEST))
        assert (manifest["of"], manifest["business"], manifest["missing"]) == ("business", "marios", [])
        assert manifest["migrations"]["businesses"] >= "0004"
        by_name = {each["name"]: each for each in manifest["tables"]}
        assert {table.name for table in tables()} <= set(by_name)
        for table in tables():
            as_json, as_csv, rows = from_json(archive, table.name), from_csv(archive, table.name), table.count(None)
            if table.name not in {"events", "admin_log"}:
                assert (len(as_json), len(as_csv), by_name[table.name]["rows"]) == (rows, rows, rows), table.name
            for row, cells in zip(as_json, as_csv, strict=True):
                assert list(row) == list(cells) == list(table.columns)
                assert {name: as_cell(value).removeprefix("'") for name, value in row.items()} == {
                    name: cell.removeprefix("'") for name, cell in cells.items()
                }
        for part in [each[kind] for each in manifest["tables"] for kind in ("json", "csv")] + manifest["files"]:
            content = archive.read(part["file"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (part["bytes"], part["sha256"])
        assert archive.read("files/menus/lunch.txt") == b"soup"
        assert [each for each in archive.namelist() if "exports" in each] == []
        names = {row["name"] for row in from_csv(archive, "customers")}
        assert names == set(Customer.objects.values_list("name", flat=True))


def test_no_cell_is_a_formula(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        archive = opened(written())
        raw = archive.read("data/bookings.csv").decode()
        assert "'=HYPERLINK" in raw
        assert all(
            not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            for table in tables()
            for row in csv.reader(io.StringIO(archive.read(f"data/{table.name}.csv").decode(), newline=""))
            for cell in row
        )
        assert '=HYPERLINK("http://x","y")' in {row["note"] for row in from_csv(archive, "bookings")}


@pytest.mark.parametrize("text", ["=1+1", "+39 06", "-2", "@x", "'=a", "''", "plain", "\ttab", "'quoted'", ""])
def test_a_cell_is_read_back_as_what_it_was(text: str) -> None:
    assert from_cell(as_cell(text)) == text


def test_secrets_are_not_given_out(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        export = written()
        content = b"".join(opened(export).read(name) for name in opened(export).namelist())
        for booking in Booking.objects.all():
            assert booking.manage_nonce.encode() not in content


def test_a_customer_gets_what_is_theirs_and_nobody_elses(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        customer = Customer.objects.get(email=ZOLTANA.email)
        archive = opened(written(customer))
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "\n".join(texts.values()).lower()
    assert [word for word in YVAINE.words if word.lower() in everything] == []
    assert "business.json" not in "".join(texts)
    for table, word in (
        ("customers", ZOLTANA.email), ("bookings", ZOLTANA.note), ("messages", ZOLTANA.remark),
        ("turns", ZOLTANA.email), ("memory", ZOLTANA.name), ("booking_changes", ZOLTANA.note),
    ):  # fmt: skip
        assert word.lower() in texts[f"data/{table}.json"].lower(), table
        assert word.lower() in texts[f"data/{table}.csv"].lower(), table


def test_a_copy_goes_after_a_week_and_is_written_once(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        export = written()
        again = write_export(export_id=export.pk, now=NOW)
        assert (again.sha256, again.ready_at) == (export.sha256, export.ready_at)
        assert delete_exports(now=NOW + KEPT_FOR / 2) == 0
        name = export.file
        assert delete_exports(now=timezone.now() + KEPT_FOR) == 1
        assert not default_storage.exists(name)
        export.refresh_from_db()
        with pytest.raises(ExportNotThere):
            hand_out(export=export, by=STAFF, now=NOW)


def test_a_writer_that_died_is_told_of(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        export = request_export(by=STAFF)
        Export.objects.filter(pk=export.pk).update(state=ExportState.WRITING, started_at=NOW)
        delete_exports(now=NOW + timedelta(minutes=50))
        assert Export.objects.get().state == ExportState.WRITING
        delete_exports(now=NOW + timedelta(minutes=61))
        assert Export.objects.get().state == ExportState.FAILED


def test_a_business_goes_on_elsewhere(restaurant: Business, committed: Callable[..., Business], tmp_path: Path) -> None:
    """The new one has the same rows, takes bookings, and refuses the time that was taken."""
    file = tmp_path / "marios.zip"
    call_command("export_business", "marios", str(file), stdout=io.StringIO())
    assert file.stat().st_mode & 0o077 == 0
    other = committed("nuova", category="beauty")
    call_command("import_business", "nuova", str(file), stdout=io.StringIO())
    before, after = rows_of(restaurant), rows_of(other)
    assert before == after
    with enter(other.schema_name):
        assert [each for each in tables() if each.name in {"conversations", "mails"} and each.count(None)] == []
        service = Service.objects.get()
        taken = Booking.objects.filter(status="confirmed").select_related("resource").first()
        assert taken is not None
        day = taken.during.lower.astimezone(other.zone).date()
        free = find_slots(service=service, party_size=2, day=day, now=timezone.now())
        assert all(slot.start != taken.during.lower or slot.resource_name != taken.resource.name for slot in free)
        newest = max(Customer.objects.values_list("pk", flat=True))
        assert Customer.objects.create(name="Newcomer").pk > newest
        with pytest.raises(BusinessNotEmpty):
            import_business(archive=file, by=STAFF)


def rows_of(business: Business) -> dict[str, list[Mapping[str, Any]]]:
    with enter(business.schema_name):
        found = {table.name: list(table.read(None)) for table in tables() if table.name in TAKEN_OVER}
    assert len(found) == len(TAKEN_OVER)
    assert found["bookings"]
    assert found["booking_changes"]
    assert found["qr_scans"]
    assert found["imported_rows"]
    assert [each["name"] for each in found["imports"]] == ["menu.csv"]
    return found


@pytest.mark.parametrize("harm", ["row", "version", "no zip"])
def test_what_is_no_export_is_refused(live_marios: Business, state_folder: Path, tmp_path: Path, harm: str) -> None:
    harmed = tmp_path / "harmed.zip"
    with enter(live_marios.schema_name):
        archive = opened(written())
        with zipfile.ZipFile(harmed, "w") as copy:
            for name in archive.namelist():
                content = archive.read(name)
                if harm == "row" and name == "data/services.json":
                    content = content.replace(b'"price"', b'"prize"')
                if harm == "version" and name == MANIFEST:
                    content = content.replace(b'"version": 1', b'"version": 99')
                copy.writestr(name, content)
        if harm == "no zip":
            harmed.write_bytes(b"nothing")
        with pytest.raises(ArchiveNotValid):
            import_business(archive=harmed, by=STAFF)
        assert Service.objects.exists()
    with pytest.raises(ArchiveNotValid):
        Reader(tmp_path / "not there.zip")


def test_changes_are_among_what_is_taken_over(restaurant: Business) -> None:
    with enter(restaurant.schema_name):
        assert BookingChange.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OWNER, 200), (Role.MANAGER, 403), (Role.STAFF, 302)]
)  # back to the login
def test_a_copy_of_everything_is_the_owners(
    restaurant: Business, live_bella: Business, role: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with enter(restaurant.schema_name):
        export = written()
    client = signed_in(restaurant, role)
    address = f"/admin/businesses/export/{export.pk}/download/"
    with caplog.at_level("INFO"):
        answer = client.get(address)
    assert answer.status_code == status
    assert ("data.downloaded" in caplog.text) is (status == 200)
    if status == 200:
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
        assert hashlib.sha256(content).hexdigest() == export.sha256
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
        with enter(restaurant.schema_name):
            assert Export.objects.get(pk=export.pk).downloads == 1
    assert Client(headers={"host": "marios.localhost"}).get(address).status_code == 302
    stranger = Client(headers={"host": "bella.localhost"})
    assert stranger.get(address).status_code == 302


def test_who_waits_sees_how_far_it_is(restaurant: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PROGRESS_EVERY", 1)
    seen: list[int] = []
    with enter(restaurant.schema_name):
        export = request_export(by=STAFF)
        assert progress_of(export) == 0
        tick = exporting.Progress.tick

        def watched(progress: exporting.Progress) -> None:
            tick(progress)
            seen.append(progress_of(Export.objects.get(pk=export.pk)))

        monkeypatch.setattr(exporting.Progress, "tick", watched)
        done = write_export(export_id=export.pk, now=NOW)
        assert seen == sorted(seen)
        assert seen[0] < 10 < 90 < seen[-1] < 100
        assert progress_of(done) == 100
