from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from businesses.models import Customer
from businesses.privacy.erasing import bookings_to_come, erase_customer, preview
from businesses.privacy.exporting import request_export
from businesses.privacy.persons import others_of_contact
from businesses.privacy.tasks import finish_erasure_of_business, write_export_of_business
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


@admin.register(Customer, site=business_admin)
class CustomerAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.CUSTOMERS_VIEW, Permission.CUSTOMERS_CHANGE
    list_display = ("name", "phone", "email", "bookings", "created_at")
    search_fields = ("name", "phone", "email")
    date_hierarchy = "created_at"
    ordering = ("name",)
    readonly_fields = ("what_is_kept",)

    def has_delete_permission(self, request: HttpRequest, obj: Customer | None = None) -> bool:
        return False  # the row alone is not all there is of them: the page of ``data`` erases the rest, too

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        queryset: QuerySet[Customer] = super().get_queryset(request)
        return queryset.annotate(booking_count=Count("bookings"))

    @admin.display(description=_("bookings"), ordering="booking_count")
    def bookings(self, customer: Customer) -> int:
        count: int = customer.booking_count  # type: ignore[attr-defined]  # annotated in get_queryset
        return count

    @admin.display(description=_("their data"))
    def what_is_kept(self, customer: Customer) -> str:
        if customer._state.adding or customer.erased_at is not None:
            return "-"
        address = reverse("admin:businesses_customer_data", args=[customer.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("What is kept of them; copy or erase it"))

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:key>/data/", self.admin_site.admin_view(self.data), name="businesses_customer_data")
        return [own, *super().get_urls()]

    @admin_page(Permission.CUSTOMERS_CHANGE)
    def data(self, request: HttpRequest, key: int) -> HttpResponse:
        """What is kept of a customer; a copy of it, or its erasure."""
        customer = self.get_queryset(request).filter(pk=key, erased_at=None).first()
        if customer is None:
            raise Http404
        doing: dict[str | None, Callable[[HttpRequest, Customer], HttpResponse]] = {
            "export": self._export,
            "erase": self._erase,
        }
        return doing.get(request.POST.get("do"), self._show)(request, customer)

    def _export(self, request: HttpRequest, customer: Customer) -> HttpResponse:
        export = request_export(customer=customer, by=actor_of(request.user))
        write_export_of_business.delay_in(current_schema(), export=str(export.pk))
        messages.success(request, gettext("The copy is being written; it is listed here."))
        return redirect("admin:businesses_export_changelist")

    def _erase(self, request: HttpRequest, customer: Customer) -> HttpResponse:
        if Permission.PRIVACY_CHANGE not in permissions_here(request):
            raise PermissionDenied
        also = others_of_contact(customer).filter(pk__in=[key for key in request.POST.getlist("also") if key.isdigit()])
        typed = request.POST.get("name", "")
        try:
            erasure = erase_customer(
                customer=customer, also=list(also), confirmed_name=typed, by=actor_of(request.user)
            )
        except AppError as error:
            return self._show(request, customer, refusal=str(error.detail), status=error.status)
        finish_erasure_of_business.delay_in(current_schema(), erasure=str(erasure.pk))
        messages.success(request, gettext("The customer is erased here; what lies elsewhere follows within minutes."))
        return redirect("admin:businesses_erasure_change", erasure.pk)

    def _show(self, request: HttpRequest, customer: Customer, *, refusal: str = "", status: int = 200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": customer.name,
            "opts": self.opts,
            "original": customer,
            "found": preview([customer]),
            "others": others_of_contact(customer),
            "to_come": bookings_to_come([customer], now=timezone.now()),
            "may_erase": Permission.PRIVACY_CHANGE in permissions_here(request),
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/businesses/data.html", context, status=status)
