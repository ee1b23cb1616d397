"""Several dates in one go over HTTP: looked at first, then booked together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.authentication import HoldsBooking, ManageTokenAuthentication, opened
from businesses.api.availability import refusal_json
from businesses.api.idempotency import HEADER, key_parameter
from businesses.api.making import MakingView, read
from businesses.api.serializers import (
    MadeSeriesSerializer,
    ProblemSerializer,
    SeriesInput,
    SeriesPlanInput,
    SeriesPlanSerializer,
    SeriesSerializer,
    booking_json,
)
from businesses.availability.rhythm import Rhythm
from businesses.contacts import CustomerDetails
from businesses.errors import NotOfSeries
from businesses.models import Booking, BookingSource
from businesses.operations import book_series
from businesses.operations.places import claimed_service
from businesses.operations.repeats import Answer
from businesses.queries.series import bookings_of_series, planned_series
from businesses.tokens import manage_token, read_slot
from tenants.actors import Actor
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rest_framework.request import Request

    from businesses.models import BookingSeries
    from businesses.queries.series import PlannedDate

REFUSALS = dict.fromkeys((409, 422, 429, 503), ProblemSerializer)


class PlanSeries(APIView):
    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="bookings_series_plan",
        summary="The dates of a series, each free or with what is free near it",
        request=SeriesPlanInput,
        responses={200: SeriesPlanSerializer, 422: ProblemSerializer, 429: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        values = read(SeriesPlanInput(data=request.data))
        claim = read_slot(values["slot_token"])
        rhythm = Rhythm(values["every_weeks"], times=values.get("times"), until=values.get("until"))
        dates = planned_series(service=claimed_service(claim), claim=claim, rhythm=rhythm, now=timezone.now())
        return Response({"dates": [_planned_json(each) for each in dates]})


class MakeSeries(MakingView):
    """A repeat would be a second series: the key is required."""

    @extend_schema(
        operation_id="bookings_series",
        summary="Book several offered times, all or none",
        parameters=[key_parameter(is_required=True)],
        request=SeriesInput,
        responses={201: MadeSeriesSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        values = read(SeriesInput(data=request.data))
        series = book_series(
            slot_tokens=values["slot_tokens"],
            every_weeks=values["every_weeks"],
            customer=CustomerDetails(**values["customer"], locale=get_language() or ""),
            note=values["note"],
            address=values["address"],
            key=f"api:{request.headers[HEADER]}",
            by=Actor("customer", "api"),
            source=BookingSource.API,
        )
        made = Booking.objects.detailed().filter(series=series).order_by("starts_at", "reference")
        return Answer(status=201, body=_series_json(series, list(made)))

    def with_secrets(self, body: dict[str, Any]) -> dict[str, Any]:
        tokens = {each.reference: manage_token(each) for each in Booking.objects.filter(series=body["series"])}
        return {**body, "bookings": [{**each, "manage_token": tokens[each["reference"]]} for each in body["bookings"]]}


class ManagedSeries(APIView):
    """Opened by the token of any of its bookings."""

    authentication_classes = (ManageTokenAuthentication,)
    permission_classes = (HoldsBooking,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="bookings_series_retrieve",
        summary="All dates of the booking's series",
        responses={
            200: SeriesSerializer,
            401: ProblemSerializer,
            409: ProblemSerializer,
            429: ProblemSerializer,
        },
    )
    def get(self, request: Request, reference: str) -> Response:
        booking = opened(request)
        if booking.series is None:
            raise NotOfSeries
        return Response(_series_json(booking.series, bookings_of_series(booking)))


def _planned_json(date: PlannedDate) -> dict[str, Any]:
    return {
        "start": date.start.isoformat(),
        "slot": date.slot.as_json() if date.slot else None,
        "unavailable": refusal_json(date.reason) if date.reason else None,
        "nearest": [slot.as_json() for slot in date.nearest],
    }


def _series_json(series: BookingSeries, bookings: Sequence[Booking]) -> dict[str, Any]:
    business, now = current_business(), timezone.now()
    return {
        "reference": bookings[0].reference,
        "series": series.pk,
        "every_weeks": series.every_weeks,
        "bookings": [booking_json(each, business, now) for each in bookings],
    }
