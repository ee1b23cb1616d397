"""The shapes of orders in JSON. Times are ISO 8601 with the offset of the business's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field

from businesses.api.catalogue_serializers import MoneySerializer
from businesses.api.serializers import CustomerInput, DepositSerializer, paid_json
from businesses.models import OrderStatus, OrderWay, PaidWhen
from businesses.money import Money
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.ordering.baskets import LONGEST_LINE_NOTE, MOST_LINES
from businesses.ordering.rules import may_be_cancelled_by_customer, may_be_paid
from tenants.api import serializers

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Order, OrderLine, OrderPolicy
    from businesses.ordering.quotes import Quote
    from tenants.models import Business

LONGEST_NAME = 80
LONGEST_ID = 18  # digits that surely fit PostgreSQL's bigint
MOST_CHOICES = 20
LONGEST_QUOTE = 60_000
AMOUNTS = r"^(extra|double|triple|light|half|[1-9])?$"


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": LONGEST_NAME}]})
class KeyField(serializers.Field[Any, Any, Any, Any]):
    """An id, as a number or in digits, or a name; read as text."""

    default_error_messages = {"invalid": "An id or a name."}

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, bool) or not isinstance(data, int | str):
            self.fail("invalid")
        text = str(data).strip()
        is_too_long = len(text) > (LONGEST_ID if text.isdecimal() else LONGEST_NAME)
        if not text or is_too_long or not text.isprintable():
            self.fail("invalid")
        return text

    def to_representation(self, value: Any) -> Any:
        return value


class ChoiceFields(serializers.Serializer[Any]):
    option = KeyField(help_text="The option's id or name, among those the item can be had with.")
    amount = serializers.RegexField(
        AMOUNTS,
        required=False,
        allow_blank=True,
        default="",
        help_text="extra, double, triple, light, half, 1 to 9.",
    )
    left_out = serializers.BooleanField(required=False, default=False, help_text="Without it.")


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer"},
            {"type": "string", "maxLength": LONGEST_NAME},
            {"$ref": "#/components/schemas/ChoiceFields"},
        ]
    }
)
class ChoiceInput(ChoiceFields):
    """An option's id or name, or what is wished of it."""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(data if isinstance(data, dict) else {"option": data})


class LineInput(serializers.Serializer[Any]):
    item = KeyField(help_text="The item's id or name.")
    quantity = serializers.IntegerField(min_value=1, max_value=1000, default=1)
    modifiers = serializers.ListField(child=ChoiceInput(), max_length=MOST_CHOICES, required=False, default=list)
    note = serializers.CharField(max_length=LONGEST_LINE_NOTE, required=False, allow_blank=True, default="")


class QuoteInput(serializers.Serializer[Any]):
    items = serializers.ListField(child=LineInput(), min_length=1, max_length=MOST_LINES)
    service = serializers.ChoiceField(choices=OrderWay.choices)
    at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        default=None,
        help_text="When it is wanted; as soon as possible by default. Without an offset, in the business's zone.",
    )
    table = KeyField(required=False, allow_null=True, default=None, help_text="The table's id or name, for dine_in.")
    address = serializers.CharField(
        max_length=LONGEST_ADDRESS, required=False, allow_blank=True, default="", help_text="Where to bring it."
    )


class PlaceInput(serializers.Serializer[Any]):
    quote_token = serializers.CharField(max_length=LONGEST_QUOTE)
    customer = CustomerInput()
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class ChosenSerializer(serializers.Serializer[Any]):
    group = serializers.CharField()
    option = serializers.CharField()
    option_id = serializers.IntegerField()
    amount = serializers.CharField()
    is_left_out = serializers.BooleanField()
    price = serializers.CharField(help_text="What it adds to one piece, in the order's currency.")


class LineSerializer(serializers.Serializer[Any]):
    item = serializers.IntegerField(allow_null=True, help_text="Null where the menu has it no more.")
    name = serializers.CharField()
    quantity = serializers.IntegerField()
    modifiers = ChosenSerializer(many=True)
    note = serializers.CharField()
    unit_price = MoneySerializer()
    total = MoneySerializer()


class BillSerializer(serializers.Serializer[Any]):
    service = serializers.ChoiceField(choices=OrderWay.choices)
    lines = LineSerializer(many=True)
    subtotal = MoneySerializer()
    tax = MoneySerializer(help_text="In the subtotal already, where the business's prices hold it.")
    fees = MoneySerializer()
    total = MoneySerializer(help_text="What is paid.")
    ready_at = serializers.DateTimeField(help_text="When the kitchen has it ready.")
    there_at = serializers.DateTimeField(help_text="When the customer has it: later than ready where it is brought.")


class QuoteSerializer(BillSerializer):
    paid = serializers.ChoiceField(
        choices=PaidWhen.choices, help_text="`before`: placed once it is paid. `choice`: may be paid beforehand."
    )
    quote_token = serializers.CharField(help_text="What orders exactly this; holds for ten minutes.")
    expires_at = serializers.DateTimeField()


class OrderSerializer(BillSerializer):
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    reason = serializers.CharField(help_text="Why it was turned down or cancelled, where that was said.")
    table = serializers.CharField(allow_null=True)
    address = serializers.CharField()
    note = serializers.CharField()
    name = serializers.CharField()
    placed_at = serializers.DateTimeField()
    payment = DepositSerializer(allow_null=True, help_text="Null: it is paid when it is handed over.")
    pay_by = serializers.DateTimeField(allow_null=True, help_text="Until when an unpaid order is kept.")
    can_pay = serializers.BooleanField(help_text="Whether `…/pay` leads to a page on which it is paid.")
    accept_by = serializers.DateTimeField(help_text="Turned down where nobody has accepted it by then.")
    can_cancel = serializers.BooleanField(help_text="Whether the customer may still cancel it.")
    version = serializers.IntegerField()


class PlacedOrderSerializer(OrderSerializer):
    manage_token = serializers.CharField(help_text="Opens this order, and nothing else. Keep it secret.")


def quote_json(quote: Quote, business: Business) -> dict[str, Any]:
    times = {"ready_at": quote.ready_at, "there_at": quote.there_at, "expires_at": quote.expires_at}
    return {**quote.as_json(), **{name: local(moment, business) for name, moment in times.items()}}


def order_json(
    order: Order, business: Business, policy: OrderPolicy, now: datetime, *, reason: str = ""
) -> dict[str, Any]:
    """An order as its customer sees it; ``detailed()`` rows, no query here."""
    amounts = {"subtotal": order.subtotal, "tax": order.tax, "fees": order.fee, "total": order.total}
    return {
        "reference": order.reference,
        "status": order.status,
        "reason": reason,
        "service": order.way,
        "lines": [_line_json(line, order.currency) for line in order.lines.all()],
        **{name: Money(amount, order.currency).as_json() for name, amount in amounts.items()},
        "ready_at": local(order.ready_at, business),
        "there_at": local(order.there_at, business),
        "placed_at": local(order.placed_at, business),
        "payment": paid_json(order.deposit, is_owed=order.owed_payment(now) is not None),
        "pay_by": local(order.pay_by, business) if order.pay_by else None,
        "can_pay": may_be_paid(order, policy, now),
        "accept_by": local(order.accept_by, business),
        "table": order.table.name if order.table else None,
        "address": order.address,
        "note": order.note,
        "name": order.customer.name,
        "can_cancel": may_be_cancelled_by_customer(order),
        "version": order.version,
    }


def _line_json(line: OrderLine, currency: str) -> dict[str, Any]:
    return {
        "item": line.item_id,
        "name": line.name,
        "quantity": line.quantity,
        "modifiers": line.choices,
        "note": line.note,
        "unit_price": Money(line.unit_price, currency).as_json(),
        "total": Money(line.total, currency).as_json(),
    }


def local(moment: datetime, business: Business) -> str:
    return moment.astimezone(business.zone).isoformat()
