"""GET /availability: the times that can be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from businesses.api.serializers import AvailabilityQuery, AvailabilitySerializer, ProblemSerializer
from businesses.clock import clock_format
from businesses.errors import PartyNeedsStaff, PartyTooLarge
from businesses.explanations import explain
from businesses.queries import find_slots, nearest_slots, why_unavailable
from businesses.queries.catalogue import service_called, staff_called
from businesses.queries.slots import wanted_instant
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle
from tenants.context import current_business

if TYPE_CHECKING:
    from rest_framework.request import Request

    from businesses.availability.refusals import Unavailable
    from businesses.models import Service, StaffMember


def refusal_json(refusal: Unavailable) -> dict[str, Any]:
    return {
        "kind": refusal.kind,
        "detail": explain(refusal, clock=clock_format(current_business().country)),
        "limit": refusal.limit,
        "openings": [{"start": each.start.isoformat(), "end": each.end.isoformat()} for each in refusal.openings],
        "boundary": refusal.boundary.isoformat() if refusal.boundary else None,
    }


def named(query: dict[str, Any]) -> tuple[Service, StaffMember | None]:
    """The rows a caller means by ``service`` and perhaps ``staff``; raises ``ValidationError`` by field."""
    service = service_called(query["service"])
    if service is None:
        raise ValidationError({"service": ["There is no such service here."]})
    if "staff" not in query:
        return service, None
    staff = staff_called(query["staff"])
    if staff is None:
        raise ValidationError({"staff": ["There is nobody of that name here."]})
    return service, staff


class Availability(APIView):
    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="availability_list",
        summary="Times that can be booked",
        parameters=[AvailabilityQuery],
        responses={200: AvailabilitySerializer, 422: ProblemSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        serializer = AvailabilityQuery(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        query = serializer.validated_data
        now = timezone.now()
        service, staff = named(query)
        day = query.get("date") or now.astimezone(current_business().zone).date()
        asked = {"service": service, "party_size": query["party_size"], "now": now, "staff": staff}
        at = query.get("time")
        slots = find_slots(**asked, day=day, days=query["days"], at=at)
        if slots:
            return Response({"slots": [slot.as_json() for slot in slots], "unavailable": None, "nearest": []})
        refusal = why_unavailable(**asked, day=day, at=at)
        if refusal is not None and refusal.kind == "too_large":
            raise PartyTooLarge(refusal.limit or 0)
        if refusal is not None and refusal.kind == "ask_staff":
            raise PartyNeedsStaff(refusal.limit or 0)
        nearest = nearest_slots(**asked, around=wanted_instant(day, at))
        return Response(
            {
                "slots": [],
                "unavailable": refusal_json(refusal) if refusal else None,
                "nearest": [slot.as_json() for slot in nearest],
            }
        )
