"""What programs of the business note of a booking, as staff do: who is here, late, gone or did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.throttling import ScopedRateThrottle

from businesses.api.availability import named
from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.making import read
from businesses.api.serializers import LARGEST_PARTY, BookingSerializer, ProblemSerializer, booking_json
from businesses.contacts import LONGEST_NAME
from businesses.models import BookingStatus
from businesses.operations import move_booking, report_late, seat_walk_in
from businesses.operations.attendance import EVENTS
from businesses.operations.holds import LONGEST_NOTE
from businesses.operations.lateness import LATEST
from businesses.operations.repeats import Answer
from tenants.actors import actor_of
from tenants.api import serializers
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

    from businesses.models import Booking
    from tenants.actors import Actor


class MoveInput(serializers.Serializer[Any]):
    to = serializers.ChoiceField(
        choices=[(status.value, status.label) for status in EVENTS],
        help_text="arrived: they are here. completed: they came and have left. confirmed: takes that back.",
    )
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="The version that was read: another by now is refused."
    )


class LateInput(serializers.Serializer[Any]):
    minutes = serializers.IntegerField(min_value=0, max_value=LATEST, help_text="0: in time after all.")
    version = serializers.IntegerField(min_value=1, required=False)


class WalkInInput(serializers.Serializer[Any]):
    service = serializers.CharField(max_length=80, help_text="The service's id or name.")
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY, default=1)
    name = serializers.CharField(max_length=LONGEST_NAME, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class StaffDeed(IdempotentView):
    """Idempotent by itself: the key is taken, and not required."""

    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.BOOKINGS_CHANGE),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        raise NotImplementedError

    def act(self, request: Request, **path: Any) -> Answer:
        booking = self.change(request, path["reference"], actor_of(request.user))
        return Answer(status=200, body=booking_json(booking, current_business(), timezone.now()))


REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429, 503), ProblemSerializer)


class MoveBooking(StaffDeed):
    @extend_schema(
        operation_id="bookings_move",
        summary="Note that they are here, have left, or did not come",
        parameters=[key_parameter(is_required=False)],
        request=MoveInput,
        responses={200: BookingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        said = read(MoveInput(data=request.data))
        return move_booking(reference=reference, to=BookingStatus(said["to"]), version=said.get("version"), by=by)


class BookingLate(StaffDeed):
    @extend_schema(
        operation_id="bookings_late",
        summary="Note that they come later",
        parameters=[key_parameter(is_required=False)],
        request=LateInput,
        responses={200: BookingSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def change(self, request: Request, reference: str, by: Actor) -> Booking:
        return report_late(reference=reference, by=by, **read(LateInput(data=request.data)))


class WalkIn(StaffDeed):
    """A repeat would be a second party: the key is required."""

    is_key_required = True

    @extend_schema(
        operation_id="bookings_walk_in",
        summary="Give whoever stands at the door a place now",
        parameters=[key_parameter(is_required=True)],
        request=WalkInInput,
        responses={201: BookingSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        said = read(WalkInInput(data=request.data))
        service, _staff = named({"service": said.pop("service")})
        booking = seat_walk_in(service=service, key=uuid4(), by=actor_of(request.user), **said)
        return Answer(status=201, body=booking_json(booking, current_business(), timezone.now()))
