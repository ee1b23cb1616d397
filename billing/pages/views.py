"""The owner's page of billing: plan, use, invoices; the records behind a figure; an invoice as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from billing.explanations import about_dispute, why_not
from billing.meters import Meter
from billing.models import Invoice, Payer, Seller, Subscription
from billing.pages.documents import pdf_of
from billing.pages.forms import CouponForm, PayerForm
from billing.queries.overview import advice_for, period_at, rows_behind, uses_of
from billing.queries.owed import credit_of, with_owed
from billing.queries.terms import free_plan, offers_to
from billing.wording import days_of
from payments.models import Dispute, Payment
from payments.platform import PLATFORM, platform_cards
from payments.ports import State
from tenants.context import current_business, current_schema
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from typing import Any

    from django.forms import Form, ModelForm
    from django.http import HttpRequest

    from billing.models import Payer as PayerRow

PAGE = 50
NEWEST = 24


@member_required(Permission.BILLING_VIEW)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    return page(request)


def page(
    request: HttpRequest,
    *,
    coupon: Form | None = None,
    payer: ModelForm[PayerRow] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that was sent back where one was."""
    business, now = current_business(), timezone.now()
    with timezone.override(business.zone):
        subscription = get_object_or_404(
            Subscription.objects.select_related("plan", "next_plan", "coupon"), schema=current_schema()
        )
        period = period_at(subscription.schema, now)
        uses = uses_of(period, now=now)
        context = {
            "section": "billing",
            "may_change": Permission.BILLING_CHANGE in permissions_here(request),
            "subscription": subscription,
            "period": period,
            "days": days_of(period.first, period.until),
            "last_day": period.until,
            "uses": uses,
            "advice": advice_for(subscription, uses),
            "offers": offers_to(subscription),
            "free": free_plan(),
            "credit": credit_of(subscription.schema, subscription.currency),
            "has_cards": platform_cards() is not None,
            "bank": Seller.objects.order_by("pk")[0].bank,
            "coupon_form": coupon or CouponForm(),
            "payer_form": payer or PayerForm(instance=Payer.objects.get(schema=subscription.schema)),
            **invoices_context(subscription.schema, now),
        }
        return render(request, "billing/overview.html", context, status=status)


def invoices_context(schema: str, now: Any) -> dict[str, Any]:
    """The newest invoices with what was tried for each, and disputes."""
    invoices = list(with_owed(Invoice.objects.filter(schema=schema)).order_by("-issued_at", "-pk")[:NEWEST])
    abouts = [str(invoice.uid) for invoice in invoices]
    tried = Payment.objects.filter(schema=schema, about__in=abouts).exclude(state=State.STARTED)
    newest = {each.about: each for each in tried.order_by("started_at")}
    today = timezone.localdate(now)
    disputes = (
        Dispute.objects.filter(schema=schema, payment__account=PLATFORM)
        .select_related("payment")
        .order_by("-opened_at")[:5]
    )
    return {
        "invoices": [
            {
                "invoice": invoice,
                "owed": invoice.owed,  # type: ignore[attr-defined]  # an annotation
                "is_late": invoice.owed > 0 and invoice.due_on < today,  # type: ignore[attr-defined]
                "why": why_not(newest[str(invoice.uid)]) if invoice.owed > 0 and str(invoice.uid) in newest else "",  # type: ignore[attr-defined]
                "waits": str(invoice.uid) in newest and newest[str(invoice.uid)].state == State.ACTION,
            }
            for invoice in invoices
        ],
        "disputes": [{"dispute": each, "told": about_dispute(each)} for each in disputes],
    }


@member_required(Permission.BILLING_VIEW)
@require_GET
def rows(request: HttpRequest, meter: str) -> HttpResponse:
    """The records a figure is made of."""
    if meter not in Meter.values:
        raise Http404
    with timezone.override(current_business().zone):
        period = period_at(current_schema(), timezone.now())
        found = Paginator(rows_behind(current_schema(), meter, period), PAGE).get_page(request.GET.get("page"))
        context = {
            "section": "billing",
            "title": Meter(meter).label,
            "days": days_of(period.first, period.until),
            "page": found,
        }
        return render(request, "billing/rows.html", context)


@member_required(Permission.BILLING_VIEW)
@require_GET
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.select_related("credits"), schema=current_schema(), number=number)
    headers = {"Content-Disposition": f'inline; filename="{invoice.number}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf_of(invoice), content_type="application/pdf", headers=headers)
