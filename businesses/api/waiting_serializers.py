"""The shapes of the waiting list in JSON. Times are ISO 8601 with the offset of the business's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.api.serializers import LARGEST_PARTY, BookingSerializer, CustomerInput
from businesses.models import WaitingStatus
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from tenants.api import serializers

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Waiting, WaitingOffer
    from tenants.models import Business


class WaitingInput(serializers.Serializer[Any]):
    service = serializers.CharField(max_length=80, help_text="The service's id or name.")
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY, default=1)
    date = serializers.DateField(help_text="The business day; what runs past midnight is of the day it began.")
    earliest = serializers.TimeField(
        required=False, allow_null=True, default=None, help_text="The first start, wall time."
    )
    latest = serializers.TimeField(
        required=False, allow_null=True, default=None, help_text="The last start, wall time."
    )
    staff = serializers.CharField(max_length=80, required=False, help_text="Only with this person: id or name.")
    customer = CustomerInput()
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")
    address = serializers.CharField(max_length=LONGEST_ADDRESS, required=False, allow_blank=True, default="")


class OfferSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    resource = serializers.CharField()
    expires_at = serializers.DateTimeField(help_text="Until when the place is held.")


class WaitingSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=WaitingStatus.choices)
    service = serializers.CharField()
    staff = serializers.CharField(allow_null=True)
    party_size = serializers.IntegerField()
    date = serializers.DateField()
    earliest = serializers.DateTimeField()
    latest = serializers.DateTimeField()
    offer = OfferSerializer(allow_null=True)
    booking = serializers.CharField(allow_null=True, help_text="The reference of what was booked.")
    name = serializers.CharField()
    version = serializers.IntegerField()


class JoinedSerializer(WaitingSerializer):
    manage_token = serializers.CharField(help_text="Opens this place on the list, and nothing else. Keep it secret.")


class AcceptedSerializer(BookingSerializer):
    manage_token = serializers.CharField(help_text="Opens this booking, and nothing else. Keep it secret.")


def waiting_json(
    waiting: Waiting, business: Business, *, offer: WaitingOffer | None, booking: str | None
) -> dict[str, Any]:
    """A place as its customer sees it; ``detailed()`` rows, no query here."""

    def local(moment: datetime) -> str:
        return moment.astimezone(business.zone).isoformat()

    held = {
        "start": local(offer.booking.during.lower),
        "end": local(offer.booking.ends_at),
        "resource": offer.booking.resource.name,
        "expires_at": local(offer.expires_at),
    } if offer else None  # fmt: skip
    return {
        "reference": waiting.reference,
        "status": waiting.status,
        "service": waiting.service.name,
        "staff": waiting.staff.name if waiting.staff else None,
        "party_size": waiting.party_size,
        "date": waiting.day.isoformat(),
        "earliest": local(waiting.earliest_at),
        "latest": local(waiting.latest_at),
        "offer": held,
        "booking": booking,
        "name": waiting.customer.name,
        "version": waiting.version,
    }
