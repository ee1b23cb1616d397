"""The pages of an import: uploaded, looked over, imported on a yes, taken back; by who may change the catalogue."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.exchange.importing import apply_import, look_over, request_import
from businesses.exchange.tasks import apply_import_of_business, look_over_import
from businesses.models import CatalogueImport, MenuItem
from tenants.models import Role
from tests.admin.test_orders_admin import signed_in
from tests.businesses.conftest import restaurant
from tests.businesses.exchange.conftest import catalogue
from tests.businesses.rows import NOW, STAFF

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside

__all__ = ["catalogue", "restaurant"]
LIST = "/admin/businesses/catalogueimport/"
CHANGED = "section,name,price\nPasta,Carbonara,15.00\n"


@pytest.fixture
def manager(catalogue: Business, monkeypatch: pytest.MonkeyPatch) -> BrowserInside:
    """Whose tasks run at once."""
    for task, work in ((look_over_import, look_over), (apply_import_of_business, apply_import)):

        def at_once(_schema: str, *, catalogue_import: str, work: Any = work) -> None:
            work(import_id=CatalogueImport.objects.get(pk=catalogue_import).pk, now=NOW)

        monkeypatch.setattr(task, "delay_in", at_once)
    return signed_in(catalogue, Role.MANAGER)


def upload(client: BrowserInside, text: str, name: str = "menu.csv", **fields: str) -> Any:
    file = io.BytesIO(text.encode())
    file.name = name
    return client.post(f"{LIST}add/", {"file": file, **fields}, follow=True)


def test_a_file_is_looked_over_imported_and_undone(manager: BrowserInside) -> None:
    shown = upload(manager, CHANGED)
    assert "Waits for your yes" in shown.text
    assert "<del>14.50</del> → <ins>15.00</ins>" in shown.text
    address = shown.request["PATH_INFO"]
    assert "Imported" in manager.post(address, {"do": "approve"}, follow=True).text
    assert str(MenuItem.objects.get(name="Carbonara").price) == "15.00"
    assert "The import is undone" in manager.post(address, {"do": "undo"}, follow=True).text
    assert str(MenuItem.objects.get(name="Carbonara").price) == "14.50"
    assert "does not wait" in manager.post(address, {"do": "undo"}, follow=True).text


def test_what_is_wrong_is_shown_by_row_and_column(manager: BrowserInside) -> None:
    shown = upload(manager, "section,name,price\nPasta,<script>alert(1)</script>,free\n").text
    assert "Cannot be imported as it is" in shown
    assert "decimal number" in shown
    assert "such as 12.50" in shown
    assert "<script>alert(1)" not in shown
    assert "Yes, import it" not in shown


@pytest.mark.parametrize(("text", "told"), [("", "nothing in it"), ("a,b\n1,2\n", "Choose what it is")])
def test_a_file_that_is_none_is_refused_beside_its_field(manager: BrowserInside, text: str, told: str) -> None:
    refused = upload(manager, text)
    assert refused.status_code == 422
    assert told in refused.text
    assert 'aria-describedby="file-help file-refusal"' in refused.text
    assert not CatalogueImport.objects.exists()


def test_no_file_is_told_so(manager: BrowserInside) -> None:
    assert "This field is required." in manager.post(f"{LIST}add/", {}).text


def test_a_file_that_says_what_is_here_has_nothing_to_import(manager: BrowserInside) -> None:
    shown = upload(manager, "section,name,price\nPasta,Carbonara,14.50\n").text
    assert "there is nothing to import" in shown
    assert "Yes, import it" not in shown


def test_what_is_no_import_is_not_there(manager: BrowserInside) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    assert [manager.get(f"{LIST}{key}/change/", follow=True).status_code for key in ("nonsense", nobody)] == [404, 404]


def test_how_far_it_is_can_be_asked(manager: BrowserInside) -> None:
    found = request_import(name="x.csv", content=CHANGED.encode(), table="items", by=STAFF, now=NOW)
    page = manager.get(f"{LIST}{found.pk}/change/").text
    assert f'data-url="{LIST}{found.pk}/progress/"' in page
    assert json.loads(manager.get(f"{LIST}{found.pk}/progress/").content) == {"state": "reading", "done": 0, "total": 0}


@pytest.mark.parametrize("kind", ["xlsx", "json", "csv"])
def test_the_catalogue_is_taken_along(manager: BrowserInside, kind: str) -> None:
    answer = manager.get(f"{LIST}export/{kind}/", {"table": "items"} if kind == "csv" else {})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="marios-')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert manager.get(f"{LIST}export/pdf/").status_code == 404
    assert manager.get(f"{LIST}export/csv/").status_code == 404


def test_an_analyst_takes_along_what_they_see_and_imports_nothing(catalogue: Business) -> None:
    analyst = signed_in(catalogue, Role.ANALYST)
    assert analyst.get(f"{LIST}export/json/").status_code == 200
    assert "Import a file" not in analyst.get(LIST).text
    assert upload(analyst, CHANGED).status_code == 403
    found = request_import(name="x.csv", content=CHANGED.encode(), table="items", by=STAFF, now=NOW)
    assert analyst.get(f"{LIST}{found.pk}/change/").status_code == 200
    assert analyst.post(f"{LIST}{found.pk}/change/", {"do": "approve"}).status_code == 403


def test_the_list_costs_the_same_for_more_imports_and_says_when_it_is_empty(manager: BrowserInside) -> None:
    assert "Nothing was imported yet." in manager.get(LIST).text

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(LIST).status_code == 200
        return len(captured)

    CatalogueImport.objects.create(name="a.csv", requested_by="staff:7", requested_at=NOW, state="done")
    one = cost()
    for _ in range(3):
        CatalogueImport.objects.create(name="b.csv", requested_by="staff:7", requested_at=NOW, state="done")
    assert cost() == one


def test_a_number_of_ones_own_is_given_once(manager: BrowserInside) -> None:
    form = {"name": "Cellar", "kind": "room", "capacity": 1, "min_party": 1, "position": 0, "code": "R1"}
    assert manager.post("/admin/businesses/resource/add/", form).status_code == 302
    refused = manager.post("/admin/businesses/resource/add/", {**form, "name": "Attic"})
    assert "Another one has this number already." in refused.text
    assert manager.post("/admin/businesses/resource/add/", {**form, "name": "Attic", "code": ""}).status_code == 302
