"""Joining the waiting list, seeing how it stands, answering an offer and leaving, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.authentication import HoldsWaiting, WaitingTokenAuthentication, opened_waiting
from businesses.api.availability import named
from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.making import MakingView, read
from businesses.api.serializers import ProblemSerializer, booking_json
from businesses.api.waiting_serializers import (
    AcceptedSerializer,
    JoinedSerializer,
    WaitingInput,
    WaitingSerializer,
    waiting_json,
)
from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingSource, Waiting, WaitingStatus
from businesses.operations.repeats import Answer
from businesses.operations.waiting import accept_offer, decline_offer, join_list, leave_list
from businesses.operations.waiting.answering import booking_of
from businesses.queries.waiting import open_offer_of
from businesses.tokens import manage_token
from businesses.waiting.windows import WaitingWish
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from rest_framework.request import Request

REFUSALS = dict.fromkeys((401, 409, 422, 429, 503), ProblemSerializer)


def _json(waiting: Waiting) -> dict[str, Any]:
    booked = booking_of(waiting).reference if waiting.status == WaitingStatus.BOOKED else None
    return waiting_json(waiting, current_business(), offer=open_offer_of(waiting), booking=booked)


class JoinList(MakingView):
    """A repeat would be told that they wait already: the key is required."""

    made = Waiting

    @extend_schema(
        operation_id="waitlist_join",
        summary="Wait for a place on a day that is full",
        parameters=[key_parameter(is_required=True)],
        request=WaitingInput,
        responses={201: JoinedSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        values = read(WaitingInput(data=request.data))
        service, staff = named(values)
        waiting = join_list(
            wish=WaitingWish(
                service=service,
                party_size=values["party_size"],
                day=values["date"],
                earliest=values["earliest"],
                latest=values["latest"],
                staff=staff,
            ),
            customer=CustomerDetails(**values["customer"], locale=get_language() or ""),
            note=values["note"],
            address=values["address"],
            by=Actor("customer", "api"),
            source=BookingSource.API,
        )
        return Answer(status=201, body=_json(waiting))


class ManagedWaiting(APIView):
    """Opened by the place's own token."""

    authentication_classes = (WaitingTokenAuthentication,)
    permission_classes = (HoldsWaiting,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="waitlist_retrieve",
        summary="A place on the waiting list",
        responses={200: WaitingSerializer, 401: ProblemSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request, reference: str) -> Response:
        return Response(_json(opened_waiting(request)))

    @extend_schema(
        operation_id="waitlist_leave",
        summary="Leave the list",
        description="Gives up what is offered, too. Leaving again answers the same.",
        responses={200: WaitingSerializer, **REFUSALS},
    )
    def delete(self, request: Request, reference: str) -> Response:
        waiting = opened_waiting(request)
        return Response(_json(leave_list(reference=waiting.reference, by=_holder(waiting))))


class ManagedAnswer(IdempotentView):
    """Idempotent by itself: the key is taken, and not required."""

    authentication_classes = (WaitingTokenAuthentication,)
    permission_classes = (HoldsWaiting,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"


class AcceptOffer(ManagedAnswer):
    """Idempotent by itself: the key is taken, and not required."""

    @extend_schema(
        operation_id="waitlist_accept",
        summary="Book what is offered",
        parameters=[key_parameter(is_required=False)],
        request=None,
        responses={200: AcceptedSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        waiting = opened_waiting(request)
        booking = accept_offer(reference=waiting.reference, by=_holder(waiting))
        return Answer(status=200, body=booking_json(booking, current_business(), timezone.now()))

    def with_secrets(self, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "manage_token": manage_token(Booking.objects.get(reference=body["reference"]))}


class DeclineOffer(ManagedAnswer):
    """Idempotent by itself: the key is taken, and not required."""

    @extend_schema(
        operation_id="waitlist_decline",
        summary="Let an offer go to the next in line, and wait on",
        parameters=[key_parameter(is_required=False)],
        request=None,
        responses={200: WaitingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        waiting = opened_waiting(request)
        return Answer(status=200, body=_json(decline_offer(reference=waiting.reference, by=_holder(waiting))))


def _holder(waiting: Waiting) -> Actor:
    return Actor("customer", f"waiting:{waiting.reference}")
