"""GET /billing/plan, /billing/usage, /billing/invoices: what the owner's page shows, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from billing.api.serializers import InvoicesSerializer, PlanSerializer, UsageSerializer
from billing.models import Invoice, Subscription
from billing.queries.overview import period_at, uses_of
from billing.queries.owed import credit_of, with_owed
from businesses.api.serializers import ProblemSerializer
from businesses.money import Money
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from decimal import Decimal

    from rest_framework.request import Request

PROBLEMS = dict.fromkeys((401, 403, 404, 429), ProblemSerializer)
NEWEST = 100


class BillingView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.BILLING_VIEW),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    def subscription(self) -> Subscription:
        rows = Subscription.objects.select_related("plan", "next_plan")
        return get_object_or_404(rows, schema=current_schema())


class BillingPlan(BillingView):
    @extend_schema(
        operation_id="billing_plan_retrieve",
        summary="The business's plan and how it stands",
        responses={200: PlanSerializer, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        found = self.subscription()
        period = period_at(found.schema, timezone.now())
        return Response(
            {
                "plan": found.plan.key,
                "name": found.plan.name,
                "every": found.every,
                "standing": found.standing,
                "first": period.first,
                "until": period.until,
                "next_plan": found.next_plan.key if found.next_plan else None,
                "credit": Money(credit_of(found.schema, found.currency), found.currency).as_json(),
            }
        )


class BillingUsage(BillingView):
    @extend_schema(
        operation_id="billing_usage_retrieve",
        summary="What was used in the period that runs",
        responses={200: UsageSerializer, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        found, now = self.subscription(), timezone.now()
        period = period_at(found.schema, now)
        meters = [
            {
                "meter": use.meter,
                "used": written(use.used),
                "included": written(use.included),
                "forecast": written(use.forecast),
                "beyond": Money(use.beyond, found.currency).as_json(),
            }
            for use in uses_of(period, now=now)
        ]
        return Response({"first": period.first, "until": period.until, "meters": meters})


def written(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


class BillingInvoices(BillingView):
    @extend_schema(
        operation_id="billing_invoices_list",
        summary="The newest hundred invoices and credit notes",
        responses={200: InvoicesSerializer, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        rows = with_owed(Invoice.objects.filter(schema=current_schema())).order_by("-issued_at", "-pk")[:NEWEST]
        return Response({"invoices": [invoice_json(invoice) for invoice in rows]})


def invoice_json(invoice: Invoice) -> dict[str, object]:
    sums = {name: getattr(invoice, name) for name in ("net", "tax", "total", "owed")}
    return {
        "number": invoice.number,
        "document": invoice.document,
        "issued_at": invoice.issued_at,
        "due_on": invoice.due_on,
        **{name: Money(value, invoice.currency).as_json() for name, value in sums.items()},
    }
