"""Orders can be read here, and moved on by the operation; they are placed elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from django.contrib import admin, messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.models import Order, OrderChange, OrderLine, OrderStatus
from businesses.operations.orders import move_order, refund_order
from businesses.wording.money import amount
from businesses.wording.orders import choice
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessInline, BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    from tenants.actors import Actor


class ReadOnlyInline(BusinessInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False


class OrderLineInline(ReadOnlyInline):
    model = OrderLine
    fields = readonly_fields = ("quantity", "name", "how", "note", "unit_price", "total")
    ordering = ("position",)

    @admin.display(description=_("made how"))
    def how(self, line: OrderLine) -> str:
        return format_html_join(", ", "{}", ((choice(each),) for each in line.choices)) or "-"


class OrderChangeInline(ReadOnlyInline):
    """The order's timeline."""

    model = OrderChange
    fields = readonly_fields = ("at", "kind", "from_status", "to_status", "actor", "actor_name", "detail")
    ordering = ("version",)


class Deed(Protocol):
    def __call__(self, *, reference: str, by: Actor, reason: str) -> Order: ...


def move_to(status: OrderStatus) -> Deed:
    return partial(move_order, to=status)


def _when(moment: datetime) -> str:
    return date_format(moment.astimezone(current_business().zone), "D j M Y, H:i")


@admin.register(Order, site=business_admin)
class OrderAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.ORDERS_VIEW, Permission.ORDERS_CHANGE
    list_display = ("reference", "placed", "customer", "way", "bill", "paid", "ready", "status", "source")
    list_filter = ("status", "way", "source")
    list_select_related = ("customer", "table", "deposit")
    search_fields = ("reference", "customer__name", "customer__phone", "customer__email")
    ordering = ("-placed_at",)
    date_hierarchy = "placed_at"
    actions = ("accept", "start", "make_ready", "complete", "reject", "cancel", "pay_back")
    inlines = (OrderLineInline, OrderChangeInline)
    fields = readonly_fields = (
        "reference", "status", "customer", "way", "table", "address", "note", "subtotal", "fee", "tax", "bill", "paid",
        "placed", "ready", "minutes_on_the_way", "source", "elsewhere",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False

    @admin.display(description=_("ordered"), ordering="placed_at")
    def placed(self, order: Order) -> str:
        return _when(order.placed_at)

    @admin.display(description=_("ready at"), ordering="ready_at")
    def ready(self, order: Order) -> str:
        return _when(order.ready_at)

    @admin.display(description=_("total"), ordering="total")
    def bill(self, order: Order) -> str:
        return amount(order.total, order.currency)

    @admin.display(description=_("payment"))
    def paid(self, order: Order) -> str:
        return order.deposit.get_state_display() if order.deposit else "-"

    @admin.display(description=_("see also"))
    def elsewhere(self, order: Order) -> str:
        mails = f"{reverse('mails')}?q={order.reference}"
        links = ((reverse("kitchen"), _("In the kitchen")), (mails, _("Mails about it")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    @admin.action(description=_("Accept"))
    def accept(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Accept"), move_to(OrderStatus.ACCEPTED))

    @admin.action(description=_("Being prepared"))
    def start(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Being prepared"), move_to(OrderStatus.PREPARING))

    @admin.action(description=_("Ready"))
    def make_ready(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Ready"), move_to(OrderStatus.READY))

    @admin.action(description=_("Handed over"))
    def complete(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Handed over"), move_to(OrderStatus.COMPLETED))

    @admin.action(description=_("Turn down"))
    def reject(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Turn down"), move_to(OrderStatus.REJECTED), is_told=True)

    @admin.action(description=_("Cancel"))
    def cancel(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Cancel"), move_to(OrderStatus.CANCELLED), is_told=True)

    @admin.action(description=_("Pay back what was paid by card"), permissions=["refund"])
    def pay_back(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse | None:
        return self._done(request, queryset, _("Pay back what was paid by card"), refund_order)

    def has_refund_permission(self, request: HttpRequest) -> bool:
        return Permission.ORDERS_REFUND in permissions_here(request)

    def _done(
        self,
        request: HttpRequest,
        queryset: QuerySet[Order],
        title: _StrOrPromise,
        do: Deed,
        *,
        is_told: bool = False,
    ) -> HttpResponse | None:
        """Ask once, with how many and which; then do it to each, and tell the reason of each that refuses.

        ``is_told``: its customer is told a reason.
        """
        orders = list(queryset.select_related("customer").order_by("placed_at"))
        if request.POST.get("sure") != "yes":
            context = {**self.admin_site.each_context(request), "title": title, "orders": orders, "is_told": is_told}
            return render(request, "admin/businesses/order/sure.html", {**context, "opts": self.opts})
        done = 0
        for order in orders:
            try:
                do(reference=order.reference, by=actor_of(request.user), reason=request.POST.get("reason", ""))
            except AppError as error:
                messages.error(request, f"{order.reference}: {error.detail}")
            else:
                done += 1
        if done:
            told = ngettext("%(count)d order changed.", "%(count)d orders changed.", done)
            messages.success(request, told % {"count": done})
        return None
