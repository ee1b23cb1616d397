from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from businesses.models import BookingPolicy, HoursException, WeeklyHours
from tenants.sites import BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest


@admin.register(WeeklyHours, site=business_admin)
class WeeklyHoursAdmin(BusinessModelAdmin):
    list_display = ("weekday", "opens", "closes")
    list_filter = ("weekday",)
    ordering = ("weekday", "opens")


@admin.register(HoursException, site=business_admin)
class HoursExceptionAdmin(BusinessModelAdmin):
    list_display = ("date", "is_closed", "opens", "closes", "note")
    list_filter = ("is_closed",)
    search_fields = ("note",)
    date_hierarchy = "date"
    ordering = ("-date", "opens")


@admin.register(BookingPolicy, site=business_admin)
class BookingPolicyAdmin(BusinessModelAdmin):
    list_display = ("__str__", "lead_minutes", "horizon_days", "cancel_cutoff_minutes", "max_party_auto")

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and not BookingPolicy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
