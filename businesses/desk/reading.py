"""The front desk's facts, read from the business's rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from businesses import naming
from businesses.desk.facts import (
    BusinessFacts,
    Desk,
    ItemFacts,
    OrderingFacts,
    PolicyFacts,
    ResourceFacts,
    ServiceFacts,
    StaffFacts,
    ZoneFacts,
)
from businesses.desk.providers import providers
from businesses.models import BookingPolicy, DeliveryZone, MenuItem, OrderPolicy, Resource, Service, StaffMember
from businesses.ordering.serving import price_on, prices_of, windows_of
from businesses.queries import hours_book
from businesses.queries.orders import sold_groups
from businesses.queries.pages import Standing, read_away, unit_of
from businesses.queries.quoting import ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from businesses.availability.diary import Unit
    from tenants.models import Business

EXCEPTIONS_DAYS = 400
"""How far ahead the dated exceptions are known: beyond the longest most businesses take bookings for."""


def read_desk(business: Business, today: date) -> Desk:
    """Everything that does not change from message to message: fifteen queries, and those of the providers."""
    staff = list(StaffMember.objects.filter(is_active=True).order_by("name"))
    services = service_rows()
    policy, first = BookingPolicy.current(), today - timedelta(days=1)
    hours = hours_book(first, EXCEPTIONS_DAYS)
    desk = Desk(
        business=business_facts(business),
        hours=hours,
        policy=policy_facts(policy),
        services=all_service_facts(services, staff, today),
        staff=tuple(staff_facts(each, services) for each in staff),
        items=tuple(item_facts(each, today) for each in item_rows()),
        resources=tuple(map(resource_facts, Resource.objects.filter(is_active=True).order_by("name"))),
        ordering=ordering_facts(OrderPolicy.current()),
        standing=Standing(
            hours=hours,
            first=first,
            last=first + timedelta(days=EXCEPTIONS_DAYS - 1),
            policy=policy,
            units={each.pk: units_of(each) for each in services},
            away=read_away(first, first + timedelta(days=EXCEPTIONS_DAYS), business.zone),
        ),
        rows={each.pk: each for each in services},
    )
    return replace(desk, added={each.name: each.read(desk) for each in providers()})


def service_rows() -> list[Service]:
    in_use = Prefetch("resources", Resource.objects.filter(is_active=True))
    return list(Service.objects.offered().prefetch_related("party_durations", in_use))


def units_of(service: Service) -> tuple[Unit, ...]:
    """What can provide the service, of resources in use, best fit first (``Resource.objects.bookable``)."""
    in_order = sorted(service.resources.all(), key=lambda each: (each.capacity, each.position, each.pk))
    return tuple(map(unit_of, in_order))


def item_rows() -> Sequence[MenuItem]:
    in_order = ("section__position", "section__name", "section_id", "position", "name")
    return list(MenuItem.objects.select_related("section").prefetch_related("groups").order_by(*in_order))


def business_facts(business: Business) -> BusinessFacts:
    return BusinessFacts(
        name=business.name,
        category=business.category,
        country=business.country,
        currency=business.currency,
        locale=business.locale,
        zone=business.zone,
        phone=business.phone,
        email=business.email,
        address=business.address,
        website=business.website,
        about=business.about,
        greeting=business.greeting,
    )


def policy_facts(policy: BookingPolicy) -> PolicyFacts:
    return PolicyFacts(
        lead_minutes=policy.lead_minutes,
        horizon_days=policy.horizon_days,
        step_minutes=policy.slot_step_minutes,
        hold_minutes=policy.hold_minutes,
        cancel_cutoff_minutes=policy.cancel_cutoff_minutes,
        max_party=policy.max_party_auto,
        keeps_waiting_list=policy.keeps_waiting_list,
    )


def ordering_facts(policy: OrderPolicy) -> OrderingFacts:
    zones = DeliveryZone.objects.filter(is_active=True).order_by("position", "name")
    return OrderingFacts(
        ways=ways_of(policy),
        groups=sold_groups(),
        minutes=policy.preparation_minutes,
        zones=tuple(ZoneFacts(z.name, written(z.postcodes), z.fee, z.minimum, z.minutes) for z in zones),
    )


def all_service_facts(services: list[Service], staff: list[StaffMember], today: date) -> tuple[ServiceFacts, ...]:
    """With what the usual services are called in other languages."""
    known_as = naming.aliases_of([(row.name, row.aliases or ()) for row in services])
    return tuple(service_facts(row, also, staff, today) for row, also in zip(services, known_as, strict=True))


def service_facts(service: Service, aliases: tuple[str, ...], staff: list[StaffMember], today: date) -> ServiceFacts:
    dated = prices_of(service.dated_prices)
    resources = tuple(resource.pk for resource in service.resources.all())
    longer = sorted((each.from_party, each.duration_minutes) for each in service.party_durations.all())
    return ServiceFacts(
        id=service.pk,
        name=service.name,
        minutes=service.duration_minutes,
        needs_party=service.needs_party,
        description=service.description,
        price=price_on(service.price, dated, today),
        aliases=aliases,
        staff=tuple(member.pk for member in staff if member.resource_id in resources),
        resources=resources,
        longer=tuple(longer) if service.needs_party else (),
        is_visit=service.is_visit,
        dated_prices=dated,
        coming=tuple(each for each in dated if each.first > today),
        deposit=service.deposit,
        deposit_is_per_person=service.deposit_is_per_person,
    )


def staff_facts(member: StaffMember, services: list[Service]) -> StaffFacts:
    performed = [
        each.pk for each in services if member.resource_id in {resource.pk for resource in each.resources.all()}
    ]
    return StaffFacts(member.pk, member.name, member.title, written(member.aliases), tuple(performed))


def resource_facts(resource: Resource) -> ResourceFacts:
    return ResourceFacts(
        resource.pk, resource.name, resource.kind, resource.area, resource.capacity, resource.min_party
    )


def item_facts(item: MenuItem, today: date) -> ItemFacts:
    dated = prices_of(item.dated_prices)
    return ItemFacts(
        id=item.pk,
        section=item.section.name,
        name=item.name,
        description=item.description,
        price=price_on(item.price, dated, today),
        allergens=None if item.allergens is None else tuple(item.allergens),
        recorded_on=item.allergens_recorded_on,
        is_vegetarian=item.is_vegetarian or item.is_vegan,
        is_vegan=item.is_vegan,
        is_available=item.is_available,
        aliases=written(item.aliases),
        groups=tuple(group.pk for group in item.groups.all()),
        windows=windows_of(item.served),
        coming=tuple(each for each in dated if each.first > today),
    )


def written(aliases: list[object] | None) -> tuple[str, ...]:
    return tuple(map(str, aliases or ()))
