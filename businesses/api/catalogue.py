"""GET /services, /menu, /staff, /hours: the public catalogue, as the desk has it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema

from businesses.api import catalogue_serializers as shapes
from businesses.api.conditional import NOT_MODIFIED, CatalogueView, etag_parameter
from businesses.api.serializers import ProblemSerializer
from businesses.availability.openings import WEEK
from businesses.desk import current_desk
from businesses.money import Money

if TYPE_CHECKING:
    from decimal import Decimal

    from rest_framework.request import Request
    from rest_framework.response import Response

    from businesses.availability.openings import Span
    from businesses.desk import Desk, ItemFacts, ServiceFacts, StaffFacts


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
        desk = current_desk()
        sections = groupby(desk.items, key=lambda item: item.section)
        told = [{"name": name, "items": [item_json(each, desk) for each in items]} for name, items in sections]
        return self.told(request, {"sections": told})


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
        week = [
            {"weekday": weekday, "spans": spans_json(desk.hours.weekly.get(weekday, ()))}
            for weekday in range(1, WEEK + 1)
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
        return self.told(request, {"timezone": desk.business.zone.key, "week": week, "exceptions": exceptions})


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
        "needs_party": service.needs_party,
        "is_visit": service.is_visit,
        "staff": [{"id": each.id, "name": each.name} for each in desk.performers(service.id)],
        "modifiers": [],
    }


def item_json(item: ItemFacts, desk: Desk) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "price": money_json(item.price, desk),
        "allergens": None if item.allergens is None else list(item.allergens),
        "allergens_recorded_on": item.recorded_on.isoformat() if item.recorded_on else None,
        "is_vegetarian": item.is_vegetarian,
        "is_vegan": item.is_vegan,
        "is_available": item.is_available,
        "modifiers": [],
    }


def member_json(member: StaffFacts) -> dict[str, Any]:
    return {"id": member.id, "name": member.name, "title": member.title, "services": list(member.services)}


def spans_json(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [
        {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}", "is_past_midnight": closes <= opens}
        for opens, closes in spans
    ]
