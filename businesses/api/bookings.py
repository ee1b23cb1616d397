"""Holding, confirming, moving and cancelling over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.authentication import HoldsBooking, ManageTokenAuthentication, opened
from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.making import MakingView, read
from businesses.api.serializers import (
    BookingSerializer,
    CancelInput,
    HeldBookingSerializer,
    HoldInput,
    PayPageSerializer,
    ProblemSerializer,
    RescheduleInput,
    booking_json,
)
from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingSource
from businesses.operations import (
    cancel_booking,
    cancel_following,
    confirm_booking,
    hold_slot,
    move_following,
    reschedule_booking,
)
from businesses.operations.deposits.paying import page_to_pay
from businesses.operations.repeats import Answer
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from rest_framework.request import Request

REFUSALS = dict.fromkeys((401, 409, 422, 429, 503), ProblemSerializer)


def _json(booking: Booking) -> dict[str, Any]:
    return booking_json(booking, current_business(), timezone.now())


class Hold(MakingView):
    """A repeat of a hold would be a second hold: the key is required."""

    made = Booking

    @extend_schema(
        operation_id="bookings_hold",
        summary="Hold an offered time",
        parameters=[key_parameter(is_required=True)],
        request=HoldInput,
        responses={201: HeldBookingSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        values = read(HoldInput(data=request.data))
        booking = hold_slot(
            slot_token=values["slot_token"],
            party_size=values["party_size"],
            customer=CustomerDetails(**values["customer"], locale=get_language() or ""),
            note=values["note"],
            address=values["address"],
            by=Actor("customer", "api"),
            source=BookingSource.API,
        )
        return Answer(status=201, body=_json(booking))


class ManagedBooking(APIView):
    """Opened by the booking's own token."""

    authentication_classes = (ManageTokenAuthentication,)
    permission_classes = (HoldsBooking,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="bookings_retrieve",
        summary="A booking",
        responses={200: BookingSerializer, 401: ProblemSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request, reference: str) -> Response:
        return Response(_json(opened(request)))


class ManagedChange(IdempotentView):
    """Idempotent by themselves: the key is taken, and not required."""

    authentication_classes = (ManageTokenAuthentication,)
    permission_classes = (HoldsBooking,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        raise NotImplementedError

    def act(self, request: Request, **path: Any) -> Answer:
        reference = opened(request).reference
        booking = self.change(request, reference, Actor("customer", f"booking:{reference}"))
        return Answer(status=200, body=_json(booking))


class Confirm(ManagedChange):
    @extend_schema(
        operation_id="bookings_confirm",
        summary="Confirm a hold, or ask for its deposit and hold it on until that is paid",
        parameters=[key_parameter(is_required=False)],
        request=None,
        responses={200: BookingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        return confirm_booking(reference=reference, by=by)


class Pay(APIView):
    """The page of the provider; asked for again, it is the same. Outside any transaction, as the provider is asked."""

    authentication_classes = (ManageTokenAuthentication,)
    permission_classes = (HoldsBooking,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"

    @extend_schema(
        operation_id="bookings_pay",
        summary="Where the deposit is paid",
        request=None,
        responses={200: PayPageSerializer, **REFUSALS},
    )
    def post(self, request: Request, reference: str) -> Response:
        return Response({"url": page_to_pay(booking=opened(request), now=timezone.now())})


class Reschedule(ManagedChange):
    @extend_schema(
        operation_id="bookings_reschedule",
        summary="Move to another offered time",
        parameters=[key_parameter(is_required=False)],
        request=RescheduleInput,
        responses={200: BookingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        values = read(RescheduleInput(data=request.data))
        said = {"reference": reference, "slot_token": values["slot_token"], "by": by}
        if values["following"]:
            return move_following(**said, leaving=values["leaving"])[0]
        return reschedule_booking(**said)


class Cancel(ManagedChange):
    @extend_schema(
        operation_id="bookings_cancel",
        summary="Cancel",
        parameters=[key_parameter(is_required=False)],
        request=CancelInput,
        responses={200: BookingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        values = read(CancelInput(data=request.data))
        if values["following"]:
            ended = cancel_following(reference=reference, by=by, reason=values["reason"])
            return ended[0] if ended else opened(request)
        return cancel_booking(reference=reference, by=by, reason=values["reason"])
