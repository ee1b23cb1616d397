"""Quoting, placing, reading and cancelling orders over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.authentication import HoldsOrder, OrderTokenAuthentication, opened_order
from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.making import MakingView, read
from businesses.api.order_serializers import (
    OrderSerializer,
    PlacedOrderSerializer,
    PlaceInput,
    QuoteInput,
    QuoteSerializer,
    order_json,
    quote_json,
)
from businesses.api.serializers import CancelInput, PayPageSerializer, ProblemSerializer
from businesses.contacts import CustomerDetails
from businesses.models import BookingSource, Order, OrderPolicy, OrderStatus
from businesses.operations.deposits.paying import page_to_pay_order
from businesses.operations.orders import move_order, place_order
from businesses.operations.repeats import Answer
from businesses.ordering.asked import lines_asked
from businesses.ordering.baskets import OrderWish
from businesses.queries.catalogue import table_called
from businesses.queries.orders import read_sold, reason_of
from businesses.queries.quoting import quote_order
from tenants.actors import Actor
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle
from tenants.context import current_business

if TYPE_CHECKING:
    from rest_framework.request import Request

REFUSALS = dict.fromkeys((409, 422, 429, 503), ProblemSerializer)


def _json(order: Order) -> dict[str, Any]:
    return order_json(order, current_business(), OrderPolicy.current(), timezone.now(), reason=reason_of(order))


class QuoteOrder(APIView):
    """Nothing is kept of a quote: asking again is asking."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "quote"

    @extend_schema(
        operation_id="orders_quote",
        summary="What an order would cost, and when it would be ready",
        request=QuoteInput,
        responses={200: QuoteSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        values = read(QuoteInput(data=request.data))
        lines = lines_asked(values["items"], read_sold(OrderPolicy.current()))
        table = table_called(values["table"]) if values["table"] is not None else None
        wish = OrderWish(
            lines=lines,
            way=values["service"],
            at=values["at"],
            table=table.pk if table else None,
            address=values["address"],
        )
        return Response(quote_json(quote_order(wish, now=timezone.now()), current_business()))


class PlaceOrder(MakingView):
    """A repeat would be a second order: the key is required."""

    made = Order

    @extend_schema(
        operation_id="orders_place",
        summary="Order what was quoted",
        description="What is paid beforehand is `unpaid`, and placed once it is paid. "
        "Where the price or the time is another by now: 409 `quote-changed`, with the new one in `errors`.",
        parameters=[key_parameter(is_required=True)],
        request=PlaceInput,
        responses={201: PlacedOrderSerializer, 400: ProblemSerializer, 401: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        values = read(PlaceInput(data=request.data))
        order = place_order(
            quote_token=values["quote_token"],
            customer=CustomerDetails(**values["customer"], locale=get_language() or ""),
            note=values["note"],
            by=Actor("customer", "api"),
            source=BookingSource.API,
        )
        return Answer(status=201, body=_json(order))


class ManagedOrder(APIView):
    """Opened by the order's own token."""

    authentication_classes = (OrderTokenAuthentication,)
    permission_classes = (HoldsOrder,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="orders_retrieve",
        summary="An order",
        responses={200: OrderSerializer, 401: ProblemSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request, reference: str) -> Response:
        return Response(_json(opened_order(request)))


class PayOrder(APIView):
    """The page of the provider; asked for again, it is the same. Outside any transaction, as the provider is asked."""

    authentication_classes = (OrderTokenAuthentication,)
    permission_classes = (HoldsOrder,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"

    @extend_schema(
        operation_id="orders_pay",
        summary="Where it is paid, where it has to be or may be paid beforehand",
        request=None,
        responses={200: PayPageSerializer, 401: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, reference: str) -> Response:
        order = opened_order(request)
        by = Actor("customer", f"order:{order.reference}")
        return Response({"url": page_to_pay_order(order=order, by=by, now=timezone.now())})


class CancelOrder(IdempotentView):
    """Idempotent by itself: the key is taken, and not required."""

    authentication_classes = (OrderTokenAuthentication,)
    permission_classes = (HoldsOrder,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"

    @extend_schema(
        operation_id="orders_cancel",
        summary="Cancel, while nobody has accepted it",
        parameters=[key_parameter(is_required=False)],
        request=CancelInput,
        responses={200: OrderSerializer, 400: ProblemSerializer, 401: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        reason = read(CancelInput(data=request.data))["reason"]
        reference = opened_order(request).reference
        by = Actor("customer", f"order:{reference}")
        order = move_order(reference=reference, to=OrderStatus.CANCELLED, by=by, reason=reason)
        return Answer(status=200, body=_json(order))
