"""An import does what was shown, all of it or nothing, once; and is taken back as long as nothing was changed since."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from businesses.exchange import importing
from businesses.exchange.errors import AnotherImport, ChangedSince, FileNotRead, NotWaiting, TableNotAllowed
from businesses.exchange.importing import apply_import as apply
from businesses.exchange.importing import approve_import, drop_import, look_over, request_import
from businesses.exchange.tables import TABLES
from businesses.exchange.undoing import undo_import
from businesses.models import (
    CardAccount,
    CatalogueImport,
    HoursException,
    ImportState,
    MenuItem,
    MenuSection,
    ModifierGroup,
    Resource,
    Service,
    StaffMember,
    WeeklyHours,
)
from businesses.models.imports import TAKEN_FOR_DEAD_AFTER
from tenants.permissions import ALL, Permission
from tests.businesses.crowd import at_once, split
from tests.businesses.exchange.conftest import STAFF
from tests.businesses.ordering import menus
from tests.businesses.rows import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

ITEMS = "code,section,name,price,groups\n"


def looked_over(text: str, table: str = "items", **fields: Any) -> CatalogueImport:
    made = request_import(name="menu.csv", content=text.encode(), table=table, by=STAFF, now=NOW, **fields)
    return look_over(import_id=made.pk, now=NOW)


def applied(found: CatalogueImport) -> CatalogueImport:
    approve_import(import_id=found.pk, by=STAFF, permissions=ALL, now=NOW)
    return apply(import_id=found.pk, now=NOW)


def undone(found: CatalogueImport) -> CatalogueImport:
    return undo_import(import_id=found.pk, by=STAFF, permissions=ALL)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All the catalogue's rows, as the database has them."""
    return {table.name: list(table.model._default_manager.order_by("pk").values()) for table in TABLES}


def test_nothing_changes_before_somebody_says_yes(catalogue: Business) -> None:
    before = everything()
    found = looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n,Specials,Truffle,30.00,Size\n")
    assert found.state == ImportState.READY
    assert found.counts == {"sections": {"new": 1}, "items": {"new": 1, "changed": 1}}
    assert everything() == before
    shown = {each["called"]: each["differing"] for each in found.preview}
    assert ["price", "14.50", "15.00"] in shown["Carbonara"]
    assert [name for name, _before, _after in shown["Truffle"]] == ["section", "name", "price", "groups"]


def test_a_yes_does_what_was_shown_and_a_second_one_nothing(catalogue: Business) -> None:
    found = applied(looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n,Specials,Truffle,30.00,Size; Base\n"))
    assert (found.state, found.imported_at, found.content) == (ImportState.DONE, NOW, None)
    changed = MenuItem.objects.get(name="Carbonara")
    assert (changed.price, changed.groups.count(), changed.description) == (
        Decimal("15.00"), 0, "Guanciale, egg yolk, pecorino",
    )  # fmt: skip
    new = MenuItem.objects.get(name="Truffle")
    assert (new.section.name, new.is_available, new.allergens) == ("Specials", True, None)
    assert set(new.groups.values_list("name", flat=True)) == {"Size", "Base"}
    with pytest.raises(NotWaiting):
        approve_import(import_id=found.pk, by=STAFF, permissions=ALL, now=NOW)
    count = MenuItem.objects.count()
    apply(import_id=found.pk, now=NOW)
    assert MenuItem.objects.count() == count


@pytest.mark.parametrize(
    ("table", "text", "column", "told"),
    [
        ("items", ITEMS + ",Pasta,Carbonara,a lot,\n", "price", "decimal number"),
        ("services", "name,duration_minutes,deposit\nCut,30,20\n", "deposit", "First enter your account at Stripe"),
        ("items", ITEMS + ",Pasta,Carbonara,-1,\n", "price", "greater than or equal to 0"),
        ("items", ITEMS + ',Pasta,Carbonara,"1,234",\n', "price", "decimal places"),
        ("items", ITEMS + ",Pasta,,9,\n", "name", "cannot be blank"),
        ("items", ITEMS + f",Pasta,{'x' * 81},9,\n", "name", "at most 80"),
        ("items", ITEMS + ",Pasta,Carbonara,9,No such\n", "groups", "no “No such” among modifier groups"),
        ("items", ITEMS + ",Pasta,Twice,9,\n,Pasta,Twice,9,\n", "name", "same row as in line 2"),
        ("items", ITEMS + "007,Pasta,Carbonara,9,\n", "name", "another row of this name"),
        ("items", ITEMS + ",Pasta,Carbonara,9,,more\n", "groups", "more in this line"),
        ("items", "section,name,allergens\nPasta,Carbonara,milk; cheese\n", "allergens", "not a valid choice"),
        ("items", "section,name,is_vegan\nPasta,Carbonara,perhaps\n", "is_vegan", "True or False"),
        ("groups", "name,least,most\nSize,3,2\n", "most", "no less"),
        ("resources", "name,kind,capacity,min_party\nT9,table,2,3\n", "min_party", "smallest party"),
        ("resources", "name,kind\nT9,throne\n", "kind", "not a valid choice"),
        ("services", "name,duration_minutes\nBrunch,2\n", "duration_minutes", "greater than or equal to 5"),
        ("services", "name,duration_minutes,party_durations\nBrunch,60,5=90\n", "party_durations", "no colon"),
        ("services", "name,duration_minutes,resources\nBrunch,60,Nowhere\n", "resources", "no “Nowhere”"),
        ("hours", "weekday,opens,closes\nsomeday,10:00,12:00\n", "weekday", "no day of the week"),
        ("hours", "weekday,opens,closes\nmonday,25:00,12:00\n", "opens", "time"),
        ("exceptions", "date,opens,closes\n2031-02-30,,\n", "date", "invalid date"),
        ("exceptions", "date,opens,closes\n2031-02-03,10:00,\n", "closes", "both times"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_with_a_remedy(
    catalogue: Business, table: str, text: str, column: str, told: str
) -> None:
    before = everything()
    found = looked_over(text, table)
    assert found.state == ImportState.REFUSED
    problem = found.problems[0]
    assert problem["column"] == column
    assert problem["line"] == text.strip().count("\n") + 1
    assert told in problem["told"]
    assert problem["remedy"]
    assert everything() == before
    with pytest.raises(NotWaiting):
        approve_import(import_id=found.pk, by=STAFF, permissions=ALL, now=NOW)


def test_one_wrong_row_keeps_all_of_them_out(catalogue: Business) -> None:
    found = looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n,Pasta,Nonsense,free,\n")
    assert found.counts["items"] == {"changed": 1, "refused": 1}
    assert found.state == ImportState.REFUSED


def test_a_row_is_found_by_its_code_whatever_its_name(catalogue: Business) -> None:
    MenuItem.objects.filter(name="Carbonara").update(code="P2")
    row = MenuItem.objects.get(code="P2")
    found = applied(looked_over(ITEMS + "P2,Antipasti,Carbonara della nonna,16.00,\n"))
    assert found.counts == {"items": {"changed": 1}}
    row.refresh_from_db()
    assert (row.name, row.section.name) == ("Carbonara della nonna", "Antipasti")


def test_allergens_given_without_a_date_were_recorded_today(catalogue: Business) -> None:
    MenuItem.objects.filter(name="Carbonara").update(allergens=None, allergens_recorded_on=None)
    applied(looked_over("section,name,allergens\nPasta,Carbonara,Milk; eggs\n"))
    item = MenuItem.objects.get(name="Carbonara")
    assert item.allergens == ["eggs", "milk"]
    assert item.allergens_recorded_on is not None
    applied(looked_over("section,name,allergens\nPasta,Carbonara,none\n"))
    item.refresh_from_db()
    assert item.allergens == []


def test_a_day_that_a_file_names_is_as_the_file_has_it(catalogue: Business) -> None:
    other = WeeklyHours.objects.exclude(weekday=2).count()
    found = applied(looked_over("weekday,opens,closes\ntuesday,09:00,17:00\n", "hours"))
    assert found.counts["hours"]["removed"] >= 1
    assert [f"{each}" for each in WeeklyHours.objects.filter(weekday=2)] == ["Tuesday 09:00-17:00"]
    assert WeeklyHours.objects.exclude(weekday=2).count() == other
    applied(looked_over("date,opens,closes,note\n2031-12-24,,,Closed after all\n", "exceptions"))
    (eve,) = HoursException.objects.filter(date="2031-12-24")
    assert (eve.is_closed, eve.opens, eve.note) == (True, None, "Closed after all")


def test_people_services_and_what_performs_them_come_in_one_go(catalogue: Business) -> None:
    document = """{"resources": [{"name": "Ada", "kind": "staff"}, {"name": "T77", "kind": "table", "capacity": 6}],
        "staff": [{"name": "Ada Rossi", "resource": "Ada"}],
        "services": [{"name": "Brunch", "duration_minutes": 60, "resources": ["T77"], "party_durations": "5: 90"}]}"""
    found = applied(looked_over(document, ""))
    assert found.state == ImportState.DONE
    service = Service.objects.get(name="Brunch")
    assert [each.name for each in service.resources.all()] == ["T77"]
    assert [str(each) for each in service.party_durations.all()] == ["5+: 90 min"]
    assert StaffMember.objects.get(name="Ada Rossi").resource == Resource.objects.get(name="Ada")
    before = everything()
    undone(found)
    assert not Resource.objects.filter(name__in=["Ada", "T77"]).exists()
    assert len(before["services"]) == Service.objects.count() + 1


def test_what_changed_meanwhile_is_shown_anew_instead_of_done(catalogue: Business) -> None:
    found = looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n")
    MenuItem.objects.filter(name="Carbonara").update(price=Decimal("14.90"))
    again = applied(found)
    assert again.state == ImportState.READY
    assert "changed meanwhile" in again.trouble
    assert MenuItem.objects.get(name="Carbonara").price == Decimal("14.90")
    assert ["price", "14.90", "15.00"] in again.preview[0]["differing"]
    assert applied(again).state == ImportState.DONE


def test_what_is_sold_meanwhile_stays_sold(catalogue: Business) -> None:
    MenuItem.objects.filter(name="Carbonara").update(stock=9)
    found = looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n")
    MenuItem.objects.filter(name="Carbonara").update(stock=8)
    assert applied(found).state == ImportState.DONE
    assert MenuItem.objects.get(name="Carbonara").stock == 8


def test_an_import_that_fails_half_way_changes_nothing(catalogue: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    found = looked_over(ITEMS + ",Specials,Truffle,30.00,\n")

    def broken(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing, "record", broken)
    with pytest.raises(RuntimeError):
        applied(found)
    found.refresh_from_db()
    assert found.state == ImportState.FAILED
    assert everything() == before


def test_undoing_puts_everything_back(catalogue: Business) -> None:
    before = everything()
    found = applied(looked_over(ITEMS + ",Pasta,Carbonara,15.00,Size\n,Specials,Truffle,30.00,Size\n"))
    assert everything() != before
    assert undone(found).state == ImportState.UNDONE
    assert everything() == before
    assert MenuItem.objects.get(name="Carbonara").groups.count() == 2
    with pytest.raises(NotWaiting):
        undone(found)


def test_undoing_hours_brings_the_removed_ones_back(catalogue: Business) -> None:
    before = sorted(map(str, WeeklyHours.objects.all()))
    found = applied(looked_over("weekday,opens,closes\ntuesday,09:00,17:00\nwednesday,12:00,14:00\n", "hours"))
    undone(found)
    assert sorted(map(str, WeeklyHours.objects.all())) == before


def test_undoing_brings_back_names_that_other_rows_of_the_file_point_at(catalogue: Business) -> None:
    service, table = Service.objects.get(name="Table"), Resource.objects.filter(kind="table").order_by("pk")[0]
    service.resources.set([table])
    Resource.objects.filter(pk=table.pk).update(code="R1")
    document = {
        "resources": [{"code": "R1", "name": "Window", "kind": "table"}],
        "services": [{"name": "Table", "duration_minutes": 75, "resources": ["Window"]}],
    }
    found = applied(looked_over(json.dumps(document), ""))
    assert found.state == ImportState.DONE
    assert [each.name for each in service.resources.all()] == ["Window"]
    undone(found)
    assert [(each.pk, each.name) for each in service.resources.all()] == [(table.pk, table.name)]


def change_by_hand() -> None:
    MenuItem.objects.filter(name="Truffle").update(price=Decimal("31.00"))


def add_to_its_section() -> None:
    MenuItem.objects.create(section=MenuSection.objects.get(name="Specials"), name="By hand")


def order_it() -> None:
    menus.place(menus.line(MenuItem.objects.get(name="Truffle")))


def link_another() -> None:
    MenuItem.objects.get(name="Carbonara").groups.add(ModifierGroup.objects.get(name="Size"))


@pytest.mark.parametrize("meanwhile", [change_by_hand, add_to_its_section, order_it, link_another])
def test_nothing_is_undone_once_something_was_changed_or_is_in_use(
    catalogue: Business, meanwhile: Callable[[], None]
) -> None:
    found = applied(looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n,Specials,Truffle,30.00,\n"))
    meanwhile()
    before = everything()
    with pytest.raises(ChangedSince) as refused:
        undone(found)
    assert any(name in str(refused.value.detail) for name in ("Truffle", "Specials", "Carbonara"))
    assert everything() == before
    found.refresh_from_db()
    assert found.state == ImportState.DONE


def test_one_import_at_a_time_and_one_that_waits_is_let_go(catalogue: Business) -> None:
    first = request_import(name="a.csv", content=(ITEMS + ",Pasta,A,1,\n").encode(), table="items", by=STAFF, now=NOW)
    with pytest.raises(AnotherImport):
        looked_over(ITEMS + ",Pasta,B,1,\n")
    look_over(import_id=first.pk, now=NOW)
    second = looked_over(ITEMS + ",Pasta,B,1,\n")
    first.refresh_from_db()
    assert (first.state, first.content, second.state) == (ImportState.DROPPED, None, ImportState.READY)
    assert drop_import(import_id=second.pk, by=STAFF).state == ImportState.DROPPED
    with pytest.raises(NotWaiting):
        drop_import(import_id=second.pk, by=STAFF)


def test_of_files_uploaded_at_once_one_is_taken_in(live_marios: Business) -> None:
    def upload(number: int) -> CatalogueImport:
        content = (ITEMS + f",Pasta,Dish {number},1,\n").encode()
        return request_import(name="a.csv", content=content, table="items", by=STAFF, now=NOW)

    _taken, refused = split(at_once(live_marios.schema_name, upload, 8))
    assert [type(each) for each in refused] == [AnotherImport] * 7


def test_an_import_whose_task_died_stands_in_nobodys_way(catalogue: Business) -> None:
    found = looked_over(ITEMS + ",Pasta,A,1,\n")
    approve_import(import_id=found.pk, by=STAFF, permissions=ALL, now=NOW - 2 * TAKEN_FOR_DEAD_AFTER)
    looked_over(ITEMS + ",Pasta,B,1,\n")
    found.refresh_from_db()
    assert found.state == ImportState.DROPPED
    assert apply(import_id=found.pk, now=NOW).state == ImportState.DROPPED


def test_who_may_not_change_hours_does_not_by_a_file(catalogue: Business) -> None:
    found = looked_over("weekday,opens,closes\ntuesday,09:00,17:00\n", "hours")
    with pytest.raises(TableNotAllowed):
        approve_import(import_id=found.pk, by=STAFF, permissions={Permission.CATALOGUE_CHANGE}, now=NOW)
    applied(found)
    with pytest.raises(TableNotAllowed):
        undo_import(import_id=found.pk, by=STAFF, permissions={Permission.CATALOGUE_CHANGE})


def test_a_file_that_cannot_be_read_is_not_taken_in(catalogue: Business) -> None:
    with pytest.raises(FileNotRead):
        looked_over("", "items")
    assert not CatalogueImport.objects.exists()


def test_the_record_tells_the_import_from_the_person_who_said_yes(catalogue: Business) -> None:
    found = applied(looked_over(ITEMS + ",Pasta,Carbonara,15.00,\n"))
    undone(found)
    told = Entry.objects.filter(about=f"import:{found.pk}").order_by("pk")
    assert list(told.values_list("deed", "actor_kind")) == [
        ("catalogue.import_requested", "staff"),
        ("catalogue.import_approved", "staff"),
        ("catalogue.imported", "import"),
        ("catalogue.import_undone", "staff"),
    ]
    assert told.get(deed="catalogue.imported").detail == {
        "counts": {"items": {"changed": 1}}, "asked_by": str(STAFF),
    }  # fmt: skip


def test_what_is_wrong_is_told_in_the_language_of_who_uploaded_it(catalogue: Business) -> None:
    found = looked_over(ITEMS + ",Pasta,Carbonara,viel,\n", language="de")
    assert "Dezimalzahl" in found.problems[0]["told"]


def test_deposits_come_in_a_file_where_there_is_an_account_for_them(restaurant: Business) -> None:
    text = "name,duration_minutes,deposit,deposit_is_per_person\nColour,90,20.00,yes\nCut,30,,\n"
    CardAccount.objects.create(pk=1, key="sk_test_1", notice_secret="whsec_1")
    applied(looked_over(text, table="services"))
    found = Service.objects.filter(name__in=("Colour", "Cut")).order_by("name")
    assert list(found.values_list("deposit", "deposit_is_per_person")) == [(Decimal(20), True), (None, False)]
