from __future__ import annotations

from django.contrib import admin

from businesses.admin.history import HistoryAdmin
from businesses.models import BookingPolicy, HoursException, WeeklyHours
from tenants.permissions import Permission
from tenants.sites import OneRowAdmin, business_admin


@admin.register(WeeklyHours, site=business_admin)
class WeeklyHoursAdmin(HistoryAdmin):
    to_see, to_change = Permission.HOURS_VIEW, Permission.HOURS_CHANGE
    list_display = ("weekday", "opens", "closes", "valid_from")
    list_filter = ("weekday", "valid_from")
    ordering = ("valid_from", "weekday", "opens")


@admin.register(HoursException, site=business_admin)
class HoursExceptionAdmin(HistoryAdmin):
    to_see, to_change = Permission.HOURS_VIEW, Permission.HOURS_CHANGE
    list_display = ("date", "is_closed", "opens", "closes", "note")
    list_filter = ("is_closed",)
    search_fields = ("note",)
    date_hierarchy = "date"
    ordering = ("-date", "opens")


@admin.register(BookingPolicy, site=business_admin)
class BookingPolicyAdmin(OneRowAdmin):
    to_see, to_change = Permission.HOURS_VIEW, Permission.HOURS_CHANGE
    """How bookings are taken."""
