from __future__ import annotations

from django.contrib import admin

from businesses.models import BookingPolicy, HoursException, WeeklyHours
from tenants.sites import BusinessModelAdmin, OneRowAdmin, business_admin


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
class BookingPolicyAdmin(OneRowAdmin):
    """How bookings are taken."""
