"""What owners do on the page of billing: each parses, calls one operation, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing.models import Invoice, Payer
from billing.operations.collecting import page_of_card, page_to_pay
from billing.operations.subscribing import change_payer, change_plan, pause, redeem_coupon
from billing.pages.forms import CouponForm, PayerForm, PlanForm
from billing.pages.views import page
from payments.platform import platform_cards
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


@member_required(Permission.BILLING_CHANGE)
@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the plans."))
        return redirect("billing")
    wanted, every = form.cleaned_data["plan"], form.cleaned_data["every"]
    try:
        found = change_plan(
            schema=current_schema(), plan=wanted, every=every, by=actor_of(request.user), now=timezone.now()
        )
    except AppError as error:
        messages.error(request, str(error.detail))
        return redirect("billing")
    is_now = (found.plan, found.every) == (wanted, every)
    told = _("You have the plan %(plan)s.") if is_now else _("The plan %(plan)s begins when this period is over.")
    messages.success(request, told % {"plan": wanted.name})
    return redirect("billing")


@member_required(Permission.BILLING_CHANGE)
@require_POST
def rest(request: HttpRequest) -> HttpResponse:
    pause(schema=current_schema(), by=actor_of(request.user), now=timezone.now())
    return redirect("billing")


@member_required(Permission.BILLING_CHANGE)
@require_POST
def coupon(request: HttpRequest) -> HttpResponse:
    form = CouponForm(request.POST)
    if form.is_valid():
        try:
            redeem_coupon(
                schema=current_schema(), code=form.cleaned_data["code"], by=actor_of(request.user), now=timezone.now()
            )
        except AppError as error:
            form.add_error("code", str(error.detail))
        else:
            messages.success(request, _("The coupon takes something off your next fee."))
            return redirect("billing")
    return page(request, coupon=form, status=422)


@member_required(Permission.BILLING_CHANGE)
@require_POST
def payer(request: HttpRequest) -> HttpResponse:
    form = PayerForm(request.POST, instance=get_object_or_404(Payer, schema=current_schema()))
    if form.is_valid():
        try:
            change_payer(payer=form.save(commit=False), by=actor_of(request.user))
        except AppError as error:
            form.add_error("vat_id", str(error.detail))
        else:
            messages.success(request, _("Invoices from now on say this."))
            return redirect("billing")
    return page(request, payer=form, status=422)


@member_required(Permission.BILLING_CHANGE)
@require_POST
def card(request: HttpRequest) -> HttpResponse:
    return _lead_on(request, lambda back: page_of_card(schema=current_schema(), provider=platform_cards(), back=back))


@member_required(Permission.BILLING_CHANGE)
@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    invoice = get_object_or_404(Invoice, schema=current_schema(), number=number)
    now = timezone.now()
    return _lead_on(request, lambda back: page_to_pay(invoice=invoice, provider=platform_cards(), back=back, now=now))


def _lead_on(request: HttpRequest, address_of: Callable[[str], str]) -> HttpResponse:
    """To the provider's page by a link: a form of ours may be answered by our own pages alone."""
    try:
        address = address_of(request.build_absolute_uri(reverse("billing")))
    except AppError as error:
        messages.error(request, str(error.detail))
        return redirect("billing")
    return render(request, "billing/lead_on.html", {"section": "billing", "address": address})
