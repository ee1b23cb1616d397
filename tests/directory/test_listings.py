"""Listings follow what a business publishes: only where its owner lists it, and nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from businesses.models import MenuItem, MenuSection, Service
from directory.models import Enquiry, Kind, Listing, Offering
from directory.operations import forget_enquiries, refresh_listing
from directory.queries import listings_for
from directory.tasks import refresh_listings
from directory.wishes import Wish
from tenants.actors import SYSTEM
from tenants.context import enter, public
from tenants.operations import delete_business, set_suspended
from tests.schemas import put_back

if TYPE_CHECKING:
    from tenants.models import Business


def listed(business: Business, **fields: object) -> Business:
    for name, value in {"is_listed": True, **fields}.items():
        setattr(business, name, value)
    business.save()
    refresh_listing(schema=business.schema_name)
    return business


def test_nobody_is_listed_who_has_not_said_so(marios: Business, bella: Business) -> None:
    refresh_listings()
    assert listings_for(Wish(category="food")) == []
    assert not Listing.objects.exists()


def test_listing_is_what_the_business_publishes_and_nothing_of_its_neighbour(marios: Business, bella: Business) -> None:
    listed(bella, area="Bloomsbury")
    listed(marios)
    (found,) = listings_for(Wish(category="beauty"))
    assert (found.name, found.area, found.currency) == (bella.name, "Bloomsbury", bella.currency)
    with enter(bella.schema_name):
        assert {one.name for one in found.offerings if one.kind == Kind.SERVICE} == set(
            Service.objects.offered().values_list("name", flat=True)
        )


def test_change_of_the_catalogue_is_copied_by_the_sweep_and_only_then(bella: Business) -> None:
    listed(bella)
    assert refresh_listings() == 0
    with enter(bella.schema_name), transaction.atomic():  # a transaction of its own, as rows are versioned by it
        service = Service.objects.offered().first()
        assert service is not None
        service.name = "Moonlight cut"
        service.save()
    assert refresh_listings() == 1
    assert "Moonlight cut" in {one.name for one in listings_for(Wish(category="beauty"))[0].offerings}
    assert Offering.objects.filter(schema=bella.schema_name, name="Moonlight cut").count() == 1


def test_dish_that_is_sold_out_is_not_listed(marios: Business) -> None:
    with enter(marios.schema_name):
        section = MenuSection.objects.create(name="Dolci")
        for name, is_available in (("Tiramisù", False), ("Panna cotta", True)):
            MenuItem.objects.create(section=section, name=name, is_available=is_available)
    listed(marios)
    assert list(Offering.objects.filter(kind=Kind.DISH).values_list("name", flat=True)) == ["Panna cotta"]


def test_switched_off_is_gone_at_once_and_its_copy_with_the_sweep(bella: Business) -> None:
    listed(bella)
    bella.is_listed = False
    bella.save()
    assert listings_for(Wish(category="beauty")) == []
    refresh_listings()
    assert not Listing.objects.exists()


def test_suspended_and_deleted_businesses_leave_nothing(live_marios: Business, live_bella: Business) -> None:
    listed(live_bella)
    listed(live_marios)
    set_suspended(business=live_bella, is_suspended=True, by=SYSTEM)
    assert listings_for(Wish(category="beauty")) == []
    schema = live_marios.schema_name
    put_back(schema)
    delete_business(business=live_marios, confirmed_name=live_marios.slug, by=SYSTEM)
    assert not Listing.objects.filter(schema=schema).exists()
    assert not Offering.objects.filter(schema=schema).exists()


def test_business_sees_its_own_listing_only_and_no_enquiry(marios: Business, bella: Business) -> None:
    listed(bella)
    listed(marios)
    Enquiry.objects.create(locale="en")
    with enter(marios.schema_name), connection.cursor() as cursor:
        for table in ("directory_listing", "directory_offering"):
            cursor.execute(f"SELECT DISTINCT schema FROM public.{table}")
            assert cursor.fetchall() == [(marios.schema_name,)]
        cursor.execute("SELECT count(*) FROM public.directory_enquiry")
        assert cursor.fetchone() == (0,)


def test_reading_listings_takes_as_many_queries_for_one_as_for_more(marios: Business, bella: Business) -> None:
    def cost(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(listings_for(Wish())) == count
        return len(queries)

    listed(marios)
    one = cost(1)
    listed(bella)
    assert cost(2) == one


def test_old_enquiries_are_forgotten(db: None) -> None:
    with public():
        old = Enquiry.objects.create(locale="en")
        assert forget_enquiries(before=old.created_at) == 0
        assert forget_enquiries(before=Enquiry.objects.get().updated_at.replace(year=2100)) == 1
