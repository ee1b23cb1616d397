"""The shapes of the public catalogue in JSON."""

from __future__ import annotations

from typing import Any

from businesses.models import Allergen, OrderWay
from tenants.api import serializers


class MoneySerializer(serializers.Serializer[Any]):
    amount = serializers.CharField(help_text="With two decimals, such as 12.50.")
    currency = serializers.CharField(help_text="ISO 4217.")


class LongerSerializer(serializers.Serializer[Any]):
    from_party = serializers.IntegerField()
    duration_minutes = serializers.IntegerField()


class PerformerSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ModifierSerializer(serializers.Serializer[Any]):
    """What may be chosen with it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    price = MoneySerializer(allow_null=True)


class OptionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    price = MoneySerializer(help_text="What it adds to the price of one; less than nothing for a small size.")
    allergens = serializers.ListField(
        child=serializers.ChoiceField(choices=Allergen.choices), allow_null=True, help_text="Null: not recorded."
    )
    is_default = serializers.BooleanField(help_text="Taken where the group needs one and none is said.")


class GroupSerializer(serializers.Serializer[Any]):
    """Options of which at least ``least`` and at most ``most`` are chosen."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    least = serializers.IntegerField()
    most = serializers.IntegerField(allow_null=True, help_text="Null: any number.")
    options = OptionSerializer(many=True)


class WindowSerializer(serializers.Serializer[Any]):
    """Wall times of the business's zone."""

    weekdays = serializers.ListField(child=serializers.IntegerField(), help_text="ISO: 1 is Monday.")
    opens = serializers.CharField(help_text="HH:MM.")
    closes = serializers.CharField(help_text="HH:MM.")
    is_past_midnight = serializers.BooleanField(help_text="Whether it ends on the day after.")


class ComingPriceSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField(allow_null=True, help_text="Null: from then on.")
    price = MoneySerializer()


class ServiceSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="What /availability takes as its service.")
    name = serializers.CharField()
    description = serializers.CharField()
    duration_minutes = serializers.IntegerField()
    longer_for = LongerSerializer(many=True, help_text="How long larger parties stay.")
    price = MoneySerializer(allow_null=True, help_text="Today's. Null: on request.")
    coming_prices = ComingPriceSerializer(many=True, help_text="Prices that begin after today.")
    deposit = MoneySerializer(allow_null=True, help_text="Paid before it is booked. Null: none.")
    deposit_is_per_person = serializers.BooleanField()
    needs_party = serializers.BooleanField(help_text="Whether it is booked for a number of people.")
    is_visit = serializers.BooleanField(help_text="Whether it is at the customer's address: give it when holding.")
    staff = PerformerSerializer(many=True, help_text="Who performs it, where people do.")
    modifiers = ModifierSerializer(many=True)


class ServicesSerializer(serializers.Serializer[Any]):
    services = ServiceSerializer(many=True)


class ItemSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    price = MoneySerializer(allow_null=True, help_text="Today's. Null: on request.")
    allergens = serializers.ListField(
        child=serializers.ChoiceField(choices=Allergen.choices), allow_null=True, help_text="Null: not recorded."
    )
    allergens_recorded_on = serializers.DateField(allow_null=True)
    is_vegetarian = serializers.BooleanField()
    is_vegan = serializers.BooleanField()
    is_available = serializers.BooleanField(help_text="False: sold out.")
    left = serializers.IntegerField(allow_null=True, help_text="How many can still be had; null where nobody counts.")
    served = WindowSerializer(many=True, help_text="When it is ready to be had; none: whenever orders are taken.")
    coming_prices = ComingPriceSerializer(many=True, help_text="Prices that begin after today.")
    modifiers = GroupSerializer(many=True)


class SectionSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    items = ItemSerializer(many=True)


class DeliveryZoneSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    postcodes = serializers.ListField(child=serializers.CharField(), help_text="Or how they begin; none: everywhere.")
    fee = MoneySerializer()
    minimum = MoneySerializer(help_text="The smallest order that is brought there.")
    minutes = serializers.IntegerField(help_text="On the way.")


class OrderingSerializer(serializers.Serializer[Any]):
    """How orders are taken."""

    services = serializers.ListField(
        child=serializers.ChoiceField(choices=OrderWay.choices), help_text="None: no orders are taken."
    )
    preparation_minutes = serializers.IntegerField()
    days_ahead = serializers.IntegerField()
    prices_include_tax = serializers.BooleanField()
    delivery_zones = DeliveryZoneSerializer(many=True)


class MenuSerializer(serializers.Serializer[Any]):
    ordering = OrderingSerializer()
    sections = SectionSerializer(many=True)


class MemberSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="What /availability takes as its staff.")
    name = serializers.CharField()
    title = serializers.CharField()
    services = serializers.ListField(child=serializers.IntegerField(), help_text="The ids of what they perform.")


class StaffSerializer(serializers.Serializer[Any]):
    staff = MemberSerializer(many=True)


class SpanSerializer(serializers.Serializer[Any]):
    """Wall times of the business's zone."""

    opens = serializers.CharField(help_text="HH:MM.")
    closes = serializers.CharField(help_text="HH:MM.")
    is_past_midnight = serializers.BooleanField(help_text="Whether it closes on the day after.")


class WeekdaySerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(help_text="ISO: 1 is Monday.")
    spans = SpanSerializer(many=True, help_text="None: closed.")


class ExceptionSerializer(serializers.Serializer[Any]):
    """A date whose hours replace those of its weekday."""

    date = serializers.DateField()
    is_closed = serializers.BooleanField()
    spans = SpanSerializer(many=True)
    note = serializers.CharField(help_text="Why, such as Christmas.")


class LaterWeekSerializer(serializers.Serializer[Any]):
    first = serializers.DateField(help_text="The first day these hours hold.")
    week = WeekdaySerializer(many=True, help_text="All seven days.")


class HoursSerializer(serializers.Serializer[Any]):
    timezone = serializers.CharField(help_text="IANA.")
    week = WeekdaySerializer(many=True, help_text="All seven days.")
    later = LaterWeekSerializer(many=True, help_text="Weeks that are still to come, in order.")
    exceptions = ExceptionSerializer(many=True, help_text="From yesterday on, in order.")
