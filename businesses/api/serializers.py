"""The shapes of availability and bookings in JSON. Times are ISO 8601 with the offset of the business's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.api.catalogue_serializers import MoneySerializer
from businesses.availability.rhythm import EVERY_WEEKS, MOST_DATES
from businesses.contacts import LONGEST_NAME
from businesses.models import BookingStatus, DepositState
from businesses.money import Money
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.series import FEWEST_DATES
from businesses.queries.slots import MOST_DAYS
from businesses.rules import is_in_time
from tenants.api import serializers

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking, Deposit
    from tenants.models import Business

LARGEST_PARTY = 1000
LONGEST_TOKEN = 1000


class AvailabilityQuery(serializers.Serializer[Any]):
    service = serializers.CharField(max_length=80, help_text="The service's id or name.")
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY, default=1)
    date = serializers.DateField(required=False, help_text="The first day; today in the business's zone by default.")
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=1)
    time = serializers.TimeField(required=False, help_text="Only starts at this wall time.")
    staff = serializers.CharField(max_length=80, required=False, help_text="A person's id or name.")


class SlotSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    resource = serializers.CharField()
    token = serializers.CharField(help_text="What books this time; holds for ten minutes.")


class OpeningSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class UnavailableSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    detail = serializers.CharField()
    limit = serializers.IntegerField(allow_null=True)
    openings = OpeningSerializer(many=True)
    boundary = serializers.DateTimeField(allow_null=True)


class AvailabilitySerializer(serializers.Serializer[Any]):
    slots = SlotSerializer(many=True)
    unavailable = UnavailableSerializer(allow_null=True, help_text="Why there are none, when there are none.")
    nearest = SlotSerializer(many=True, help_text="The nearest other times, when there are none.")


class CustomerInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=LONGEST_NAME)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    email = serializers.CharField(max_length=254, required=False, allow_blank=True, default="")


class HoldInput(serializers.Serializer[Any]):
    slot_token = serializers.CharField(max_length=LONGEST_TOKEN)
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY)
    customer = CustomerInput()
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")
    address = serializers.CharField(
        max_length=LONGEST_ADDRESS,
        required=False,
        allow_blank=True,
        default="",
        help_text="Where to come, for a service that is a visit.",
    )


class RescheduleInput(serializers.Serializer[Any]):
    slot_token = serializers.CharField(max_length=LONGEST_TOKEN)
    following = serializers.BooleanField(
        default=False, help_text="And all after it in its series, by as many days, to the same wall time."
    )
    leaving = serializers.ListField(
        child=serializers.CharField(max_length=7),
        default=list,
        max_length=MOST_DATES,
        help_text="References of later ones that stay where they are.",
    )


class CancelInput(serializers.Serializer[Any]):
    following = serializers.BooleanField(default=False, help_text="And all after it in its series.")
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SeriesPlanInput(serializers.Serializer[Any]):
    slot_token = serializers.CharField(max_length=LONGEST_TOKEN, help_text="The first date: an offered time.")
    every_weeks = serializers.ChoiceField(choices=EVERY_WEEKS)
    times = serializers.IntegerField(min_value=FEWEST_DATES, max_value=MOST_DATES, required=False)
    until = serializers.DateField(required=False, help_text="The last day; this or `times`.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "times" not in attrs and "until" not in attrs:
            raise serializers.ValidationError({"times": ["Say how many times, or until when."]})
        return attrs


class PlannedDateSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    slot = SlotSerializer(allow_null=True, help_text="What books this date; null where it is not free.")
    unavailable = UnavailableSerializer(allow_null=True)
    nearest = SlotSerializer(many=True, help_text="The nearest free times, where the date is not.")


class SeriesPlanSerializer(serializers.Serializer[Any]):
    dates = PlannedDateSerializer(many=True)


class SeriesInput(serializers.Serializer[Any]):
    slot_tokens = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_TOKEN),
        min_length=FEWEST_DATES,
        max_length=MOST_DATES,
        help_text="The dates chosen, each by its offer: all are booked, or none.",
    )
    every_weeks = serializers.ChoiceField(choices=EVERY_WEEKS)
    customer = CustomerInput()
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")
    address = serializers.CharField(max_length=LONGEST_ADDRESS, required=False, allow_blank=True, default="")


class DepositSerializer(serializers.Serializer[Any]):
    amount = MoneySerializer()
    state = serializers.ChoiceField(choices=DepositState.choices)
    is_owed = serializers.BooleanField(help_text="Whether it is booked once this is paid, before `expires_at`.")


class PayPageSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(help_text="Where the customer pays.")


class BookingSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=BookingStatus.choices)
    service = serializers.CharField()
    resource = serializers.CharField()
    party_size = serializers.IntegerField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    cancel_by = serializers.DateTimeField()
    can_change = serializers.BooleanField(help_text="Whether the customer may still cancel or move it.")
    name = serializers.CharField()
    note = serializers.CharField()
    address = serializers.CharField(help_text="Where the customer is visited; empty where they come.")
    version = serializers.IntegerField()
    deposit = DepositSerializer(allow_null=True, help_text="Null: none was asked for.")
    series = serializers.IntegerField(allow_null=True, help_text="The same for all that were booked as one series.")


class HeldBookingSerializer(BookingSerializer):
    manage_token = serializers.CharField(help_text="Opens this booking, and nothing else. Keep it secret.")


class SeriesSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField(help_text="The first date's.")
    series = serializers.IntegerField()
    every_weeks = serializers.IntegerField()
    bookings = BookingSerializer(many=True, help_text="In order.")


class MadeSeriesSerializer(SeriesSerializer):
    bookings = HeldBookingSerializer(many=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField()  # type: ignore[assignment]  # the metaclass keeps it apart from the property
    correlation_id = serializers.CharField()


def booking_json(booking: Booking, business: Business, now: datetime) -> dict[str, Any]:
    """A booking as its customer sees it; ``detailed()`` rows, no query here."""

    def local(moment: datetime) -> str:
        return moment.astimezone(business.zone).isoformat()

    return {
        "reference": booking.reference,
        "status": booking.status,
        "service": booking.service.name,
        "resource": booking.resource.name,
        "party_size": booking.party_size,
        "start": local(booking.during.lower),
        "end": local(booking.ends_at),
        "expires_at": local(booking.expires_at) if booking.expires_at else None,
        "cancel_by": local(booking.cancel_by),
        "can_change": booking.is_active(now) and is_in_time(booking, now),
        "name": booking.customer.name,
        "note": booking.note,
        "address": booking.address,
        "version": booking.version,
        "deposit": deposit_json(booking, now),
        "series": booking.series_id,
    }


def deposit_json(booking: Booking, now: datetime) -> dict[str, Any] | None:
    return paid_json(booking.deposit, is_owed=booking.owed_deposit(now) is not None)


def paid_json(deposit: Deposit | None, *, is_owed: bool) -> dict[str, Any] | None:
    if deposit is None:
        return None
    return {
        "amount": Money(deposit.amount, deposit.currency).as_json(),
        "state": deposit.state,
        "is_owed": is_owed,
    }
