"""The waiting list can be read and people taken off it here; offers are made by the operations alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.models import Waiting, WaitingOffer
from businesses.operations.waiting import leave_list
from businesses.wording.waiting import window
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.sites import BusinessInline, BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class WaitingOfferInline(BusinessInline):
    """What they were offered, and what they said."""

    model = WaitingOffer
    fields = readonly_fields = ("booking", "offered_at", "expires_at", "outcome", "answered_at")
    ordering = ("offered_at",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Waiting | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Waiting | None = None) -> bool:
        return False


@admin.register(Waiting, site=business_admin)
class WaitingAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.BOOKINGS_VIEW, Permission.BOOKINGS_CHANGE
    list_display = ("reference", "wished", "customer", "party_size", "service", "staff", "status", "created_at")
    list_filter = ("status", "service", "source")
    list_select_related = ("customer", "service", "staff")
    search_fields = ("reference", "customer__name", "customer__phone", "customer__email")
    ordering = ("-created_at",)
    date_hierarchy = "day"
    actions = ("remove",)
    inlines = (WaitingOfferInline,)
    fields = readonly_fields = (
        "reference", "status", "customer", "service", "staff", "party_size", "wished", "priority", "source", "note",
        "address", "created_at", "changed_at",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Waiting | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Waiting | None = None) -> bool:
        return False

    @admin.display(description=_("waits for"), ordering="earliest_at")
    def wished(self, waiting: Waiting) -> str:
        return window(waiting, current_business().zone, current_business().country)

    @admin.action(description=_("Take off the list"))
    def remove(self, request: HttpRequest, queryset: QuerySet[Waiting]) -> HttpResponse | None:
        """Ask once, with how many and who; then take each off, and tell the reason of each that refuses."""
        waits = list(queryset.select_related("customer").order_by("created_at"))
        if request.POST.get("sure") != "yes":
            context = {**self.admin_site.each_context(request), "title": _("Take off the list"), "waits": waits}
            return render(request, "admin/businesses/waiting/sure.html", {**context, "opts": self.opts})
        done = 0
        for waiting in waits:
            try:
                leave_list(reference=waiting.reference, by=actor_of(request.user))
            except AppError as error:
                messages.error(request, f"{waiting.reference}: {error.detail}")
            else:
                done += 1
        if done:
            told = ngettext("%(count)d is off the list.", "%(count)d are off the list.", done)
            messages.success(request, told % {"count": done})
        return None
