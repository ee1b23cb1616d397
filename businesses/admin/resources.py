from __future__ import annotations

from django.contrib import admin

from businesses.admin.history import HistoryAdmin
from businesses.admin.trash import TrashAdmin
from businesses.models import Resource, StaffMember, TimeOff
from tenants.permissions import Permission
from tenants.sites import business_admin


@admin.register(Resource, site=business_admin)
class ResourceAdmin(TrashAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "kind", "capacity", "min_party", "area", "is_active", "position")
    list_filter = ("kind", "is_active", "area")
    list_editable = ("position",)
    search_fields = ("name", "area")
    ordering = ("kind", "position", "name")


@admin.register(StaffMember, site=business_admin)
class StaffMemberAdmin(TrashAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "title", "resource", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("resource",)
    search_fields = ("name", "title")
    autocomplete_fields = ("resource",)
    exclude = ("user",)
    ordering = ("name",)


@admin.register(TimeOff, site=business_admin)
class TimeOffAdmin(HistoryAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("member", "first", "last", "starts", "ends", "note")
    list_filter = ("member",)
    list_select_related = ("member",)
    autocomplete_fields = ("member",)
    ordering = ("-first", "member__name")
