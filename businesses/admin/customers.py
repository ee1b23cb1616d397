from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from businesses.models import Customer
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Customer, site=business_admin)
class CustomerAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.CUSTOMERS_VIEW, Permission.CUSTOMERS_CHANGE
    list_display = ("name", "phone", "email", "bookings", "created_at")
    search_fields = ("name", "phone", "email")
    date_hierarchy = "created_at"
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        queryset: QuerySet[Customer] = super().get_queryset(request)
        return queryset.annotate(booking_count=Count("bookings"))

    @admin.display(description=_("bookings"), ordering="booking_count")
    def bookings(self, customer: Customer) -> int:
        count: int = customer.booking_count  # type: ignore[attr-defined]  # annotated in get_queryset
        return count
