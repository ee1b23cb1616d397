"""The trash: what is deleted disappears everywhere, its name may be used anew, it comes back as it was or goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from businesses.admin.trash import TrashAdmin
from businesses.desk import current_desk
from businesses.models import (
    Booking,
    MenuItem,
    MenuSection,
    ModifierGroup,
    Resource,
    Service,
    StaffMember,
    Trashable,
)
from businesses.models.trash import KeptManager
from businesses.operations import confirm_booking
from businesses.operations.trash import empty_trash, put_into_trash, restore_from_trash
from businesses.privacy.holdings import tables
from businesses.queries import find_slots
from businesses.queries.history import history_of
from businesses.queries.trash import KEPT_FOR, TRASHABLE, in_trash
from businesses.trash.errors import NotInTheTrash, NotRestorable, StillBooked
from tenants.actors import SYSTEM
from tenants.models import Role
from tenants.sites import business_admin
from tests.businesses.hosts import api_of, browser_of
from tests.businesses.rows import DAY, NOW, STAFF, VISITOR, add_service, add_table, hold, minutes, slot_at
from tests.factories import new_user

if TYPE_CHECKING:
    from tenants.models import Business

GONE_FOR_GOOD = {
    "timeoff": "a day that was wrong is written anew",
    "weeklyhours": "hours are written anew",
    "hoursexception": "a holiday is written anew",
    "deliveryzone": "switched off where it is to come back",
    "qrcode": "its picture is printed: a code is stopped, not deleted by mistake",
    "bookingpolicy": "one row",
    "orderpolicy": "one row",
}
"""Of what owners may delete of the catalogue and the hours, what needs no trash."""
LATER = NOW + timedelta(days=1)


def everything_offered() -> dict[type[Trashable], Trashable]:
    """One row of each kind that can be put into the trash."""
    resource = add_table("T1")
    section = MenuSection.objects.create(name="Pasta")
    group = ModifierGroup.objects.create(name="Size")
    item = MenuItem.objects.create(section=section, name="Carbonara", price=12, code="42")
    item.groups.add(group)
    return {
        Resource: resource,
        StaffMember: StaffMember.objects.create(name="Sara", resource=add_table("T2")),
        Service: add_service(resource, name="Dinner"),
        ModifierGroup: group,
        MenuSection: section,
        MenuItem: item,
    }


def test_every_kind_that_owners_may_delete_has_a_trash_or_a_reason_and_nobody_reads_it_by_default() -> None:
    of_the_catalogue = ("catalogue.change", "hours.change")
    pages = {model: page for model, page in business_admin._registry.items() if page.to_change in of_the_catalogue}
    without = {model._meta.model_name for model, page in pages.items() if not isinstance(page, TrashAdmin)}
    assert without - set(GONE_FOR_GOOD) - {"catalogueimport"} == set()
    assert {model for model, page in pages.items() if isinstance(page, TrashAdmin)} == set(TRASHABLE)
    assert set(TRASHABLE) == set(Trashable.__subclasses__())
    for model in TRASHABLE:
        assert isinstance(model._default_manager, KeptManager), model
        assert not isinstance(model._base_manager, KeptManager), model  # what points at a row still finds it


@pytest.mark.parametrize("kind", TRASHABLE, ids=lambda kind: kind.__name__)
def test_what_is_in_the_trash_is_shown_nowhere_and_comes_back_as_it_was(
    restaurant: Business, kind: type[Trashable]
) -> None:
    rows = everything_offered()
    row, links = rows[kind], list(MenuItem.groups.through.objects.values_list("pk", flat=True))
    before, api = current_desk(), api_of(restaurant)
    told = {name: api.get(f"/api/v1/{name}").json() for name in ("services", "menu", "staff")}

    put_into_trash(row=row, by=STAFF, now=NOW)

    assert not kind.objects.filter(pk=row.pk).exists()
    desk = current_desk()
    seen: list[Any] = [*desk.services, *desk.staff, *desk.items, *desk.resources, *desk.ordering.groups]
    assert str(row) not in {each.name for each in seen} | {each.section for each in desk.items}
    assert str(row) not in str({name: api.get(f"/api/v1/{name}").json() for name in told})
    assert (str(row), "staff:7") in [(each.name, each.who) for each in in_trash(now=NOW)]

    restore_from_trash(row=row, by=STAFF, now=LATER)

    after = current_desk()
    assert (after.services, after.staff, after.items) == (before.services, before.staff, before.items)
    assert {name: api.get(f"/api/v1/{name}").json() for name in told} == told
    assert list(MenuItem.groups.through.objects.values_list("pk", flat=True)) == links
    assert [past.what for past in history_of(row)] == ["Brought back", "Put into the trash"]
    assert in_trash(now=LATER) == []


def test_a_service_nobody_performs_any_more_is_not_offered_nor_bookable(table: Service) -> None:
    for resource in Resource.objects.all():
        put_into_trash(row=resource, by=STAFF, now=NOW)
    assert (list(Service.objects.offered()), find_slots(service=table, party_size=2, day=DAY, now=NOW)) == ([], [])


def test_what_customers_are_to_come_for_stays_and_past_bookings_still_tell_of_it(only_table: Service) -> None:
    booking = confirm_booking(reference=hold(slot_at(only_table, 19)).reference, by=VISITOR, now=NOW)
    for row in (only_table, booking.resource):
        with pytest.raises(StillBooked, match="1 booking is still to come"):
            put_into_trash(row=row, by=STAFF, now=NOW)
        put_into_trash(row=row, by=STAFF, now=NOW + timedelta(days=2))
    told = Booking.objects.detailed().get()
    assert (told.service.name, told.resource.name) == ("Table", "T1")
    assert empty_trash(by=SYSTEM, now=NOW + timedelta(days=40)) == 0
    assert Booking.objects.detailed().get().service == only_table
    kept = {table.name: table for table in tables()}
    assert [kept[name].count(None) for name in ("services", "resources")] == [1, 1]  # a copy points at nothing missing


def test_a_name_and_a_number_may_be_used_again_and_then_keep_the_old_one_where_it_is(restaurant: Business) -> None:
    rows = everything_offered()
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(name="Dinner", duration_minutes=60)
    put_into_trash(row=rows[Service], by=STAFF, now=NOW)
    put_into_trash(row=rows[MenuItem], by=STAFF, now=NOW)
    other = add_service(add_table("T3"), name="Dinner")
    MenuItem.objects.create(section=MenuSection.objects.create(name="Other"), name="Soup", code="42")
    for kind, told in ((Service, "Dinner: Another one is called so already."), (MenuItem, "has this number already")):
        with pytest.raises(NotRestorable, match=told):
            restore_from_trash(row=rows[kind], by=STAFF, now=LATER)
    put_into_trash(row=other, by=STAFF, now=LATER)
    restore_from_trash(row=rows[Service], by=STAFF, now=LATER)
    assert Service.objects.get(name="Dinner") == rows[Service]


def test_a_section_takes_its_dishes_along_and_brings_back_those_that_went_with_it(restaurant: Business) -> None:
    rows = everything_offered()
    section, dish = rows[MenuSection], rows[MenuItem]
    gone = MenuItem.objects.create(section_id=section.pk, name="Lasagne")
    put_into_trash(row=gone, by=STAFF, now=NOW)
    put_into_trash(row=section, by=STAFF, now=NOW + minutes(1))
    assert not MenuItem.objects.exists()
    with pytest.raises(NotRestorable, match="Bring its section “Pasta” back first"):
        restore_from_trash(row=dish, by=STAFF, now=LATER)
    restore_from_trash(row=section, by=STAFF, now=LATER)
    assert list(MenuItem.objects.all()) == [dish]
    restore_from_trash(row=gone, by=STAFF, now=LATER)
    assert MenuItem.objects.count() == 2


def test_after_its_time_it_is_deleted_for_good(restaurant: Business) -> None:
    rows = everything_offered()
    for row in rows.values():
        put_into_trash(row=row, by=STAFF, now=NOW)
    put_into_trash(row=add_table("T9"), by=STAFF, now=LATER)
    over = NOW + KEPT_FOR + minutes(1)
    with pytest.raises(NotInTheTrash):
        restore_from_trash(row=rows[MenuItem], by=STAFF, now=over)
    assert empty_trash(by=SYSTEM, now=over) == len(TRASHABLE)
    assert [each.name for each in in_trash(now=over)] == ["T9"]
    assert not MenuItem.everything.exists()


def test_the_admin_puts_into_the_trash_and_brings_back_by_one_click(only_table: Service, restaurant: Business) -> None:
    ContentType.objects.clear_cache()
    owner = browser_of(restaurant)
    owner.force_login(new_user("mara@example.com", business=restaurant, role=Role.OWNER))
    address = f"/admin/businesses/service/{only_table.pk}/delete/"
    assert "Are you sure" in owner.get(address).text
    listed = owner.post(address, {"post": "yes"}, follow=True).text
    assert "“Table” is in the trash." in listed
    page = owner.get("/admin/businesses/service/trash/").text
    assert ("Table" in page, "by Mara" in page) == (True, True)
    assert (
        "is back"
        in owner.post("/admin/businesses/service/trash/", {"row": f"service:{only_table.pk}"}, follow=True).text
    )
    assert Service.objects.filter(pk=only_table.pk).exists()
    for row in ("service:0", "booking:1", "service:9999999999999999999999", ""):
        assert (
            "not in the trash any more"
            in owner.post("/admin/businesses/service/trash/", {"row": row}, follow=True).text
        )
    again = {"name": "Table", "duration_minutes": 60, "buffer_minutes": 0, "position": 0}
    inside = {"party_durations-TOTAL_FORMS": 0, "party_durations-INITIAL_FORMS": 0}
    assert "is called so already" in owner.post("/admin/businesses/service/add/", {**again, **inside}).text
    chosen = {"action": "delete_selected", "_selected_action": [only_table.pk], "post": "yes"}
    owner.post("/admin/businesses/service/", chosen)
    assert not Service.objects.exists()
    staff = browser_of(restaurant)
    staff.force_login(new_user("luca@example.com", business=restaurant, role=Role.ANALYST))
    assert staff.get("/admin/businesses/service/trash/").status_code == 403
