"""GET /services, /menu, /staff, /hours: the public catalogue, as the desk has it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema

from businesses.api import catalogue_serializers as shapes
from businesses.api.conditional import NOT_MODIFIED, CatalogueView, etag_parameter
from businesses.api.serializers import ProblemSerializer
from businesses.availability.openings import WEEK
from businesses.desk import current_desk
from businesses.models import OrderPolicy
from businesses.money import Money
from businesses.queries.orders import delivery_zones, read_sold
from businesses.queries.quoting import ways_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from rest_framework.request import Request
    from rest_framework.response import Response

    from businesses.availability.openings import Span, Week
    from businesses.desk import Desk, ItemFacts, ServiceFacts, StaffFacts
    from businesses.ordering.baskets import SoldGroup, SoldItem
    from businesses.ordering.serving import DatedPrice, ServingWindow


class Services(CatalogueView):
    @extend_schema(
        operation_id="services_list",
        summary="What can be booked",
        parameters=[etag_parameter()],
        responses={200: shapes.ServicesSerializer, 304: NOT_MODIFIED, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        desk = current_desk()
        return self.told(request, {"services": [service_json(each, desk) for each in desk.services]})


class Menu(CatalogueView):
    @extend_schema(
        operation_id="menu_list",
        summary="What is sold",
        parameters=[etag_parameter()],
        responses={200: shapes.MenuSerializer, 304: NOT_MODIFIED, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        return self.told(request, menu_json(current_desk()))


class Staff(CatalogueView):
    @extend_schema(
        operation_id="staff_list",
        summary="Whom customers may ask for",
        parameters=[etag_parameter()],
        responses={200: shapes.StaffSerializer, 304: NOT_MODIFIED, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        return self.told(request, {"staff": [member_json(each) for each in current_desk().staff]})


class Hours(CatalogueView):
    @extend_schema(
        operation_id="hours_list",
        summary="When the door is open",
        parameters=[etag_parameter()],
        responses={200: shapes.HoursSerializer, 304: NOT_MODIFIED, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        desk = current_desk()
        today = timezone.now().astimezone(desk.business.zone).date()
        later = [
            {"first": first.isoformat(), "week": week_json(week)} for first, week in desk.hours.later if first > today
        ]
        exceptions = [
            {
                "date": day.isoformat(),
                "is_closed": not spans,
                "spans": spans_json(spans),
                "note": desk.hours.notes.get(day, ""),
            }
            for day, spans in sorted(desk.hours.exceptions.items())
        ]
        told = {
            "timezone": desk.business.zone.key,
            "week": week_json(desk.hours.week_of(today)),
            "later": later,
            "exceptions": exceptions,
        }
        return self.told(request, told)


def week_json(week: Week) -> list[dict[str, Any]]:
    return [{"weekday": weekday, "spans": spans_json(week.get(weekday, ()))} for weekday in range(1, WEEK + 1)]


def money_json(amount: Decimal | None, desk: Desk) -> dict[str, str] | None:
    return None if amount is None else Money(amount, desk.business.currency).as_json()


def service_json(service: ServiceFacts, desk: Desk) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "description": service.description,
        "duration_minutes": service.minutes,
        "longer_for": [{"from_party": people, "duration_minutes": minutes} for people, minutes in service.longer],
        "price": money_json(service.price, desk),
        "coming_prices": [coming_json(each, desk) for each in service.coming],
        "deposit": money_json(service.deposit, desk),
        "deposit_is_per_person": service.deposit_is_per_person,
        "needs_party": service.needs_party,
        "is_visit": service.is_visit,
        "staff": [{"id": each.id, "name": each.name} for each in desk.performers(service.id)],
        "modifiers": [],
    }


def menu_json(desk: Desk) -> dict[str, Any]:
    """What the desk knows of the dishes, with what changes with every order: what is left, and how they are had."""
    policy = OrderPolicy.current()
    sold = read_sold(policy)
    # A dish that was added or removed since the desk was read is told with the next reading.
    known = [(item, sold.items[item.id]) for item in desk.items if item.id in sold.items]
    sections = groupby(known, key=lambda pair: pair[0].section)
    told = [
        {"name": name, "items": [item_json(item, row, sold.groups_of(row), desk) for item, row in pairs]}
        for name, pairs in sections
    ]
    return {"ordering": ordering_json(policy, desk), "sections": told}


def item_json(item: ItemFacts, sold: SoldItem, groups: Iterable[SoldGroup], desk: Desk) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "price": money_json(item.price, desk),
        "allergens": None if item.allergens is None else list(item.allergens),
        "allergens_recorded_on": item.recorded_on.isoformat() if item.recorded_on else None,
        "is_vegetarian": item.is_vegetarian,
        "is_vegan": item.is_vegan,
        "is_available": item.is_available and sold.left != 0,
        "left": sold.left,
        "served": [window_json(each) for each in item.windows],
        "coming_prices": [coming_json(each, desk) for each in item.coming],
        "modifiers": [group_json(group, desk) for group in groups],
    }


def window_json(window: ServingWindow) -> dict[str, Any]:
    return {
        "weekdays": sorted(window.weekdays),
        "opens": f"{window.opens:%H:%M}",
        "closes": f"{window.closes:%H:%M}",
        "is_past_midnight": window.closes <= window.opens,
    }


def coming_json(dated: DatedPrice, desk: Desk) -> dict[str, Any]:
    last = dated.last.isoformat() if dated.last else None
    return {"first": dated.first.isoformat(), "last": last, "price": money_json(dated.price, desk)}


def group_json(group: SoldGroup, desk: Desk) -> dict[str, Any]:
    options = [
        {
            "id": option.id,
            "name": option.name,
            "price": money_json(option.price, desk),
            "allergens": None if option.allergens is None else list(option.allergens),
            "is_default": option.is_default,
        }
        for option in group.options
    ]
    return {"id": group.id, "name": group.name, "least": group.least, "most": group.most, "options": options}


def ordering_json(policy: OrderPolicy, desk: Desk) -> dict[str, Any]:
    zones = delivery_zones() if policy.takes_delivery else ()
    return {
        "services": list(ways_of(policy)),
        "preparation_minutes": policy.preparation_minutes,
        "days_ahead": policy.days_ahead,
        "prices_include_tax": policy.prices_include_tax,
        "delivery_zones": [
            {
                "name": zone.name,
                "postcodes": list(zone.postcodes),
                "fee": money_json(zone.fee, desk),
                "minimum": money_json(zone.minimum, desk),
                "minutes": zone.minutes,
            }
            for zone in zones
        ],
    }


def member_json(member: StaffFacts) -> dict[str, Any]:
    return {"id": member.id, "name": member.name, "title": member.title, "services": list(member.services)}


def spans_json(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [
        {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}", "is_past_midnight": closes <= opens}
        for opens, closes in spans
    ]
