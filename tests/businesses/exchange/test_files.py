"""Files of the catalogue: what is written is read back as it was, nothing in one is run, none is taken on trust."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from businesses.exchange.cells import guarded, listed, parts_of
from businesses.exchange.errors import FileNotRead
from businesses.exchange.files import MOST_BYTES, read_file, write_file
from businesses.exchange.importing import standing_rows
from businesses.exchange.planning import Plan, plan
from businesses.exchange.tables import TABLE, TABLES
from businesses.models import MenuItem
from businesses.privacy.archive import from_cell
from tests.businesses.exchange.conftest import HOSTILE, STAFF

if TYPE_CHECKING:
    from businesses.exchange.sheets import Sheet
    from tenants.models import Business

RUN = ("=", "+", "-", "@", "\t", "\r")


def worked_out(sheets: list[Sheet]) -> Plan:
    return plan(sheets, standing_rows(), today=date(2026, 3, 10))


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_everything_written_out_changes_nothing_when_it_is_read_in(catalogue: Business, kind: str) -> None:
    found = worked_out(read_file(write_file(kind, TABLES, by=STAFF)))
    assert (found.changes, found.problems) == ([], [])
    assert set(found.unchanged) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("is_said", [True, False])
def test_so_does_each_table_as_csv(catalogue: Business, table: Any, is_said: bool) -> None:
    content = write_file("csv", [table], by=STAFF)
    found = worked_out(read_file(content, table.name if is_said else ""))
    assert (found.changes, found.problems) == ([], [])
    assert found.unchanged[table.name] == table.model._default_manager.count()


def test_no_cell_of_a_csv_is_a_formula(catalogue: Business) -> None:
    cells = [
        cell
        for table in TABLES
        for row in csv.reader(io.StringIO(write_file("csv", [table], by=STAFF).decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert f"'{HOSTILE}" in cells
    assert {cell for cell in cells if cell.startswith(RUN)} == {"-2.50", "-1"}  # numbers, which nothing runs


def test_no_cell_of_a_workbook_is_a_formula(catalogue: Business) -> None:
    book = load_workbook(io.BytesIO(write_file("xlsx", TABLES, by=STAFF)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert HOSTILE in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == []


def test_a_formula_in_a_workbook_is_refused_where_it_stands(catalogue: Business) -> None:
    content = workbook(items=[["section", "name", "price"], ["Pasta", "New", "=1+1"]])
    found = worked_out(read_file(content))
    assert [(each.line, each.column) for each in found.problems] == [(2, "price")]
    assert "formula" in found.problems[0].told
    assert found.changes == []


def test_the_menu_json_of_the_contract_is_read(catalogue: Business) -> None:
    menu = {
        "currency": "EUR",
        "sections": [
            {
                "name": "Pizza tonda",
                "items": [{"name": "Diavola", "aliases": ["hot one"], "price": 11.5, "groups": ["Cut"]}],
            }
        ],
        "groups": [{"name": "Cut", "min": 1, "max": 1, "options": [{"name": "Squares", "aliases": []}]}],
    }
    found = worked_out(read_file(json.dumps(menu).encode()))
    assert found.problems == []
    made = {(change.table, change.called): change.after for change in found.changes}
    assert set(made) == {("sections", "Pizza tonda"), ("groups", "Cut"), ("options", "Squares"), ("items", "Diavola")}
    item = made["items", "Diavola"]
    assert (item["price"], item["groups"], item["section"], item["allergens"]) == ("11.50", "Cut", "Pizza tonda", "")
    assert (made["groups", "Cut"]["least"], made["groups", "Cut"]["most"]) == ("1", "1")


def test_the_menu_json_is_written_as_the_contract_has_it(catalogue: Business) -> None:
    written = json.loads(write_file("json", TABLES, by=STAFF))
    assert written["currency"] == "EUR"
    group = next(each for each in written["groups"] if each["name"] == "Size")
    assert (group["min"], group["max"]) == (1, 1)
    assert {option["name"] for option in group["options"]} == {"Normal", "Family"}
    items = [item for section in written["sections"] for item in section["items"]]
    assert len(items) == MenuItem.objects.count()
    assert {"name", "aliases", "price", "groups"} <= set(items[0])
    assert isinstance(items[0]["aliases"], list)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "nothing in it"),
        (b"name,position", "no rows"),
        (b"name,nonsense\nx,1", "Choose what it is"),
        (b"section,name\nx,\xff\xfe\x80", "CSV UTF-8"),
        (b'section,name\nx,"broken', "no CSV"),
        (b"section,name,name\nx,y,z", "comes twice"),
        (b"{", "no JSON"),
        (b"[1]", "must be an object"),
        (b'{"currency": "USD"}', "counts in EUR"),
        (b'{"dishes": []}', "nothing called “dishes”"),
        (b'{"sections": {}}', "list of objects"),
        (b"[" * 100_000, "no JSON"),
        (b"PK\x03\x04 no archive", "cannot be read"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"section,name\n" + b"a,b\n" * 20_001, "rows"),
        (b'{"sections": [{"name": "a\\u0000"}]}', "cannot be read"),
        (b'{"sections": [{"name": "a", "\\ud800": 1}]}', "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_told_what_is_wrong(catalogue: Business, content: bytes, told: str) -> None:
    with pytest.raises(FileNotRead) as refused:
        read_file(content)
    assert told in str(refused.value.detail)


def test_as_many_rows_as_may_be_are_read_however_many_lines_their_texts_have(catalogue: Business) -> None:
    content = b"section,name,description\n" + b'a,b,"one\ntwo"\n' * 20_000
    [sheet] = read_file(content, "items")
    assert len(sheet.lines) == 20_000
    assert sheet.lines[0].cells["description"] == "one\ntwo"


def test_an_archive_that_would_grow_too_large_is_not_unpacked(catalogue: Business) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (90 * 1024 * 1024))
    with pytest.raises(FileNotRead, match="too large"):
        read_file(written.getvalue())


def test_entities_of_a_workbook_are_not_expanded(catalogue: Business) -> None:
    source, written = io.BytesIO(workbook(sections=[["name"], ["Pasta"]])), io.BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            new.writestr(part, bomb if part == "xl/workbook.xml" else old.read(part))
    with pytest.raises(FileNotRead):
        read_file(written.getvalue())


def test_a_file_as_spreadsheets_elsewhere_save_it_is_read(catalogue: Business) -> None:
    content = "section;name;price;is_available\nPasta;Carbonara;15,80;no\n".encode("utf-8-sig")
    found = worked_out(read_file(content, "items"))
    assert found.problems == []
    assert [change.differing for change in found.changes] == [
        {"price": ("14.50", "15.80"), "is_available": ("yes", "no")}
    ]


def test_numbers_dates_and_times_of_a_workbook_are_read(catalogue: Business) -> None:
    content = workbook(
        items=[["section", "name", "price", "stock", "is_vegan"], ["Pasta", "Carbonara", 15.8, 3, True]],
        exceptions=[["date", "opens", "closes"], [date(2031, 5, 1), time(10), time(12, 30)]],
    )
    found = worked_out(read_file(content))
    assert found.problems == []
    by_table = {change.table: change for change in found.changes}
    assert by_table["items"].differing == {"price": ("14.50", "15.80"), "stock": ("", "3"), "is_vegan": ("no", "yes")}
    assert by_table["exceptions"].after == {"date": "2031-05-01", "opens": "10:00", "closes": "12:30", "note": ""}


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)


@given(st.lists(TEXTS))
def test_a_list_is_read_back_as_it_was(parts: list[str]) -> None:
    assert parts_of(listed(parts)) == parts


@given(st.text())
def test_a_guarded_cell_is_read_back_as_it_was_and_is_no_formula(text: str) -> None:
    cell = guarded(text)
    assert from_cell(cell) == text
    assert not cell.startswith(RUN) or cell.strip("+-").replace(".", "").replace(",", "").isdecimal()


def test_every_column_says_what_belongs_into_it() -> None:
    assert [column for table in TABLE.values() for column in table.columns if not str(column.remedy)] == []
