"""The front desk's facts, read from the business's rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from agents.teaching import answers_taught, taught_model
from agents.understanding.types import OpeningHours, Term, Vocabulary
from businesses import naming
from businesses.models import MenuItem, Resource, Service, StaffMember
from businesses.queries import hours_book
from conversations.repository.facts import BusinessFacts, Desk, ItemFacts, ServiceFacts, StaffFacts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tenants.models import Business

EXCEPTIONS_DAYS = 400
"""How far ahead the dated exceptions are known: beyond the longest a business takes bookings for."""


def read_desk(business: Business, today: date) -> Desk:
    """Everything that does not change from message to message: ten queries."""
    book = hours_book(today - timedelta(days=1), EXCEPTIONS_DAYS)
    services = list(Service.objects.offered().prefetch_related("party_durations"))
    staff = list(StaffMember.objects.filter(is_active=True).order_by("name"))
    items = list(
        MenuItem.objects.select_related("section").order_by("section__position", "section_id", "position", "name")
    )
    resources = Resource.objects.filter(is_active=True).order_by("name")
    return Desk(
        business=business_facts(business),
        hours=OpeningHours(weekly=book.weekly, exceptions=book.exceptions),
        notes=dict(book.notes),
        services=tuple(service_facts(each) for each in services),
        staff=tuple(StaffFacts(each.pk, each.name, each.title) for each in staff),
        items=tuple(item_facts(each) for each in items),
        rows={each.pk: each for each in services},
        taught=taught_model(),
        taught_answers=answers_taught(),
        vocabulary=Vocabulary(
            services=service_terms(services),
            staff=terms(staff),
            items=terms(items),
            resources=tuple(Term(str(each.pk), each.name, (each.area,) if each.area else ()) for each in resources),
        ),
    )


def service_terms(services: list[Service]) -> tuple[Term, ...]:
    """With what the usual services are called in other languages."""
    known_as = naming.aliases_of([(row.name, row.aliases or ()) for row in services])
    return tuple(Term(str(row.pk), row.name, also) for row, also in zip(services, known_as, strict=True))


def terms(rows: Iterable[StaffMember | MenuItem]) -> tuple[Term, ...]:
    return tuple(Term(str(row.pk), row.name, tuple(str(alias) for alias in row.aliases or ())) for row in rows)


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


def service_facts(service: Service) -> ServiceFacts:
    return ServiceFacts(
        id=service.pk,
        name=service.name,
        minutes=service.duration_minutes,
        needs_party=service.needs_party,
        description=service.description,
        price=service.price,
    )


def item_facts(item: MenuItem) -> ItemFacts:
    return ItemFacts(
        id=item.pk,
        section=item.section.name,
        name=item.name,
        description=item.description,
        price=item.price,
        allergens=None if item.allergens is None else tuple(item.allergens),
        recorded_on=item.allergens_recorded_on,
        is_vegetarian=item.is_vegetarian or item.is_vegan,
        is_vegan=item.is_vegan,
        is_available=item.is_available,
    )
