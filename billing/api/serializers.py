"""Plan, usage and invoices as the API says them: quantities and money as texts of decimals."""

from __future__ import annotations

from businesses.api.catalogue_serializers import MoneySerializer
from tenants.api import serializers


class PlanSerializer(serializers.Serializer[object]):
    plan = serializers.CharField()
    name = serializers.CharField()
    every = serializers.CharField()
    standing = serializers.CharField()
    first = serializers.DateField()
    until = serializers.DateField(help_text="The first day of the next period.")
    next_plan = serializers.CharField(allow_null=True)
    credit = MoneySerializer()


class MeterSerializer(serializers.Serializer[object]):
    meter = serializers.CharField()
    used = serializers.CharField()
    included = serializers.CharField(allow_null=True, help_text="Null where there is no end.")
    forecast = serializers.CharField(allow_null=True, help_text="Null where it is too early to tell.")
    beyond = MoneySerializer(help_text="What is to pay for it so far, besides the fee.")


class UsageSerializer(serializers.Serializer[object]):
    first = serializers.DateField()
    until = serializers.DateField()
    meters = MeterSerializer(many=True)


class InvoiceSerializer(serializers.Serializer[object]):
    number = serializers.CharField()
    document = serializers.ChoiceField(choices=("invoice", "credit_note"))
    issued_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    net = MoneySerializer()
    tax = MoneySerializer()
    total = MoneySerializer()
    owed = MoneySerializer()


class InvoicesSerializer(serializers.Serializer[object]):
    invoices = InvoiceSerializer(many=True)
