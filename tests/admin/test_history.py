"""The history of a row: who changed what, from what to what; a person and an import told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.operations import erase_particulars
from businesses.exchange.importing import apply_import, approve_import, look_over, request_import
from businesses.exchange.undoing import undo_import
from businesses.models import MenuItem, MenuSection, ModifierGroup
from businesses.queries.history import history_of
from tenants.actors import Actor
from tenants.deeds import done
from tenants.models import Role
from tenants.permissions import ALL
from tests.admin.test_orders_admin import signed_in
from tests.businesses.conftest import restaurant
from tests.businesses.ordering import menus
from tests.businesses.ordering.conftest import cola, kitchen
from tests.businesses.rows import NOW, STAFF

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside

__all__ = ["cola", "kitchen", "restaurant"]
ITEM = "/admin/businesses/menuitem/"


@pytest.fixture
def manager(kitchen: Business) -> BrowserInside:
    return signed_in(kitchen, Role.MANAGER)


def saved(client: BrowserInside, item: MenuItem, **fields: object) -> None:
    form = {
        "section": item.section_id, "name": item.name, "price": item.price, "is_available": "on", "position": 0,
        "aliases": "", "stock": "", "initial-stock": "",
    }  # fmt: skip
    assert client.post(f"{ITEM}{item.pk}/change/", {**form, **fields}).status_code == 302


def imported(text: str) -> UUID:
    made = request_import(name="menu.csv", content=text.encode(), table="items", by=STAFF, now=NOW)
    look_over(import_id=made.pk, now=NOW)
    approve_import(import_id=made.pk, by=STAFF, permissions=ALL, now=NOW)
    apply_import(import_id=made.pk, now=NOW)
    return made.pk


def page(client: BrowserInside, item: MenuItem) -> str:
    return client.get(f"{ITEM}{item.pk}/history/").text


def test_a_person_s_change_says_what_it_was_and_became(manager: BrowserInside, cola: MenuItem) -> None:
    drinks = MenuSection.objects.create(name="Drinks")
    saved(manager, cola, price="3.50", section=drinks.pk, groups=[menus.add_group("Ice", {"Much": "0"}).pk])
    told = page(manager, cola)
    assert "<del>3.20</del> → <ins>3.50</ins>" in told
    assert "<del>Menu</del> → <ins>Drinks</ins>" in told
    assert "<ins>Ice</ins>" in told
    assert "Manager (a person who signs in)" in told
    assert "QuerySet" not in told


def test_an_import_is_told_apart_and_says_when_it_was_undone(manager: BrowserInside, cola: MenuItem) -> None:
    key = imported("section,name,price\nMenu,Cola,3.90\n")
    told = page(manager, cola)
    assert "menu.csv (an import)" in told
    assert "<del>3.20</del> → <ins>3.90</ins>" in told
    undo_import(import_id=key, by=STAFF, permissions=ALL)
    assert "Changed, and undone later" in page(manager, cola)


def test_the_assistant_is_told_apart(manager: BrowserInside, cola: MenuItem) -> None:
    done("menuitem.changed", about=f"menuitem:{cola.pk}", by=Actor("agent", "concierge"),
         particulars={"values": {"price": ["3.20", "4.00"]}})  # fmt: skip
    assert "concierge (the assistant)" in page(manager, cola)


def test_what_is_sold_out_by_an_action_is_in_the_history(manager: BrowserInside, cola: MenuItem) -> None:
    manager.post(ITEM, {"action": "mark_sold_out", "_selected_action": [cola.pk]})
    manager.post(ITEM, {"action": "mark_sold_out", "_selected_action": [cola.pk]})
    assert page(manager, cola).count("<del>True</del> → <ins>False</ins>") == 1


def test_options_changed_inside_their_group_are_told_with_their_values(manager: BrowserInside, cola: MenuItem) -> None:
    group = menus.add_group("Size", {"Small": "0", "Large": "3.50"})
    small, large = group.options.order_by("position")
    rows: dict[str, object] = {"options-TOTAL_FORMS": 2, "options-INITIAL_FORMS": 2}
    for at, (option, price) in enumerate(((small, "0"), (large, "4.00"))):
        own = {"id": option.pk, "group": group.pk, "name": option.name, "price": price, "aliases": "",
               "is_available": "on", "position": option.position}  # fmt: skip
        rows |= {f"options-{at}-{name}": value for name, value in own.items()}
    address = f"/admin/businesses/modifiergroup/{group.pk}"
    saved_as = manager.post(f"{address}/change/", {"name": "Size", "least": 0, "most": "", "position": 0, **rows})
    assert saved_as.status_code == 302
    told = manager.get(f"{address}/history/").text
    assert "Large: price: <del>3.50</del> → <ins>4.00</ins>" in told
    assert "Small" not in told
    assert ModifierGroup.objects.get().options.count() == 2


def test_what_was_forgotten_is_said_to_be(manager: BrowserInside, cola: MenuItem) -> None:
    saved(manager, cola, price="3.50")
    erase_particulars(concerning=[f"menuitem:{cola.pk}"], by=STAFF)
    told = page(manager, cola)
    assert "no longer kept" in told
    assert "3.50</ins>" not in told


def test_only_who_may_read_the_record_sees_it(kitchen: Business, cola: MenuItem) -> None:
    assert signed_in(kitchen, Role.ANALYST).get(f"{ITEM}{cola.pk}/history/").status_code == 403


def test_it_costs_the_same_for_more_changes(kitchen: Business, cola: MenuItem) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            history_of(cola)
        return len(captured)

    assert history_of(cola) == []
    imported("section,name,price\nMenu,Cola,3.90\n")
    one = cost()
    for price in ("4.00", "4.10"):
        imported(f"section,name,price\nMenu,Cola,{price}\n")
    assert len(history_of(cola)) == 3
    assert cost() == one == 2
