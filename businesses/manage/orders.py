"""See how an order stands and cancel it, in plain pages that need no script; with one they stay up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from businesses.clock import clock_format
from businesses.languages import language_for, language_of, wanted_by
from businesses.manage.door import may_try, opened_order, proven_order, remember
from businesses.manage.remembered import is_remembered
from businesses.models import UNFINISHED_ORDERS, OrderPolicy, OrderStatus
from businesses.operations.deposits.paying import page_to_pay_order
from businesses.operations.orders import move_order
from businesses.ordering.errors import OrderError, OrderNotFound
from businesses.ordering.rules import may_be_cancelled_by_customer, may_be_paid
from businesses.privacy.holdings import ORDER
from businesses.queries.orders import reason_of
from businesses.references import parse_reference
from businesses.wording import payments
from businesses.wording.orders import choice
from payments.errors import PaymentError
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from businesses.models import Order
    from tenants.errors import AppError

WRONG_PROOF = 403
TOO_MANY = 429
STEPS = (OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.COMPLETED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, reference: str) -> HttpResponse:
    """The order for whoever has proved it theirs; for all others the same door, whether there is an order or not."""
    canonical = parse_reference(reference)
    if canonical and canonical != reference:
        return redirect("manage-order", reference=canonical)
    order = None if request.method == "POST" else opened_order(request, reference)
    language = language_for(order) if order else language_of(current_business(), *wanted_by(request))
    with translation.override(language):
        if request.method == "POST":
            return _prove(request, reference)
        return _page(request, order) if order else _door(request, reference)


def _prove(request: HttpRequest, reference: str) -> HttpResponse:
    if not may_try(request):
        return _door(request, reference, _("Too many tries. Please wait a minute."), status=TOO_MANY)
    try:
        order = proven_order(reference=reference, proof=request.POST.get("proof", ""))
    except OrderNotFound as refusal:
        return _door(request, reference, str(refusal.detail), status=WRONG_PROOF)
    response = redirect("manage-order", reference=order.reference)
    remember(response, order, is_secure=request.is_secure())
    return response


@never_cache
@require_POST
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """To where it is paid, by a link: a form of ours may be answered by our own pages alone."""
    order = opened_order(request, reference)
    if order is None:
        return redirect("manage-order", reference=reference)
    with translation.override(language_for(order)):
        try:
            address = page_to_pay_order(order=order, by=_holder(order), now=timezone.now())
        except (OrderError, PaymentError) as refusal:
            return _page(request, order, refusal)
        return render(request, "manage/order_pay.html", {**_facts(order), "address": address})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks once more; the POST cancels."""
    order = opened_order(request, reference)
    if order is None:
        return redirect("manage-order", reference=reference)
    with translation.override(language_for(order)):
        if request.method != "POST":
            return render(request, "manage/order_cancel.html", _facts(order))
        reason = request.POST.get("reason", "")
        try:
            move_order(reference=order.reference, to=OrderStatus.CANCELLED, by=_holder(order), reason=reason)
        except OrderError as refusal:
            return _page(request, order, refusal)
        return redirect("manage-order", reference=order.reference)


def _holder(order: Order) -> Actor:
    return Actor("customer", f"order:{order.reference}", order.customer.name)


def _facts(order: Order) -> dict[str, Any]:
    business, policy, now = current_business(), OrderPolicy.current(), timezone.now()
    reached = STEPS.index(OrderStatus(order.status)) if order.status in STEPS else -1
    return {
        "order": order,
        "lines": [(line, ", ".join(map(choice, line.choices))) for line in order.lines.all()],
        "reason": reason_of(order),
        "steps": [(step.label, place <= reached) for place, step in enumerate(STEPS)] if reached >= 0 else [],
        "is_open": order.status in UNFINISHED_ORDERS,
        "can_cancel": may_be_cancelled_by_customer(order),
        "is_remembered": is_remembered(order, ORDER),
        "payment_told": payments.of_order(order, now),
        "owed": order.owed_payment(now),
        "can_pay": may_be_paid(order, policy, now),
        "is_tax_included": policy.prices_include_tax,
        "zone": business.timezone,
        "clock": clock_format(business.country),
    }


def _page(request: HttpRequest, order: Order, refusal: AppError | None = None) -> HttpResponse:
    context = {**_facts(order), "refusal": refusal.detail if refusal else ""}
    return render(request, "manage/order.html", context, status=refusal.status if refusal else 200)


def _door(request: HttpRequest, reference: str, refusal: str = "", status: int = 200) -> HttpResponse:
    # The reference is shown as the visitor wrote it: it tells nothing they did not know.
    return render(request, "manage/order_door.html", {"reference": reference[:20], "refusal": refusal}, status=status)
