"""Staff pages of the kitchen: the board, an order's ticket, and the moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from businesses.clock import page_clock
from businesses.kitchen.queries import card_of, kitchen_of, undo_of, waiting_orders
from businesses.models import OrderPolicy, OrderStatus, PaidWhen
from businesses.operations.orders import move_order
from businesses.ordering.errors import OrderError, OrderNotFound
from businesses.queries import business_today
from businesses.queries.orders import order_called
from businesses.queries.quoting import ways_of
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_VERSION = 6


@member_required(Permission.ORDERS_VIEW)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every order that is not done, by its state."""
    now, policy = timezone.now(), OrderPolicy.current()
    with timezone.override(current_business().zone):
        context = {
            "section": "kitchen",
            "kitchen": kitchen_of(now=now),
            "undo": undo_of(by=actor_of(request.user), now=now),
            "takes_orders": bool(ways_of(policy)),
            "paid_ways": [way for way, when in policy.payments.items() if when != PaidWhen.DOOR],
            "now": now,
            "today": business_today(),
            "clock": page_clock(current_business().country),
            "may_change": Permission.ORDERS_CHANGE in permissions_here(request),
            "words": spoken_by_script(),
        }
        return render(request, "kitchen/board.html", context)


def spoken_by_script() -> dict[str, str]:
    return {
        "minutes": _("%(n)s min"),
        "late": _("%(n)s min late"),
        "waits": _("waits %(n)s min"),
        "now": _("now"),
        "arrived": _("A new order has come in."),
    }


@member_required(Permission.ORDERS_VIEW)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """How many orders wait to be answered, for the badge of every staff page."""
    return JsonResponse({"waiting": waiting_orders()}, headers={"Cache-Control": "no-store"})


@member_required(Permission.ORDERS_VIEW)
@require_GET
def ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """One order on paper, for the pass."""
    try:
        card = card_of(order_called(reference))
    except OrderNotFound:
        raise Http404 from None
    with timezone.override(current_business().zone):
        clock = page_clock(current_business().country)
        context = {"card": card, "clock": clock, "now": timezone.now(), "today": business_today()}
        return render(request, "kitchen/ticket.html", context)


@member_required(Permission.ORDERS_CHANGE)
@require_POST
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Move an order on, or back; what the page showed is said by ``version``, and an old page moves nothing."""
    to, version = request.POST.get("to", ""), request.POST.get("version", "")
    if to not in OrderStatus.values or not (version.isdecimal() and len(version) <= LONGEST_VERSION):
        raise Http404
    try:
        order = move_order(
            reference=reference,
            to=OrderStatus(to),
            by=actor_of(request.user),
            reason=request.POST.get("reason", ""),
            version=int(version),
        )
    except OrderError as error:
        messages.error(request, f"{reference}: {error.detail}")
    else:
        told = _("%(reference)s: %(status)s") % {"reference": order.reference, "status": order.get_status_display()}
        messages.success(request, told)
    return redirect("kitchen")
