"""The business's own admin: what was written to customers, and when it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, OneRowAdmin, business_admin
from workflows.models import MailSettings, SentMail

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(SentMail, site=business_admin)
class SentMailAdmin(BusinessModelAdmin):
    """A record: nobody changes what was sent."""

    to_see, to_change = Permission.MAIL_VIEW, None
    list_display = ("created_at", "subject", "to", "reference", "kind", "state")
    list_filter = ("state", "kind")
    search_fields = ("reference", "to", "subject")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    fields = ("subject", "to", "reference", "kind", "version", "state", "error", "created_at", "sent_at", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SentMail]:
        queryset: QuerySet[SentMail] = super().get_queryset(request)
        return queryset.defer("html", "calendar")


@admin.register(MailSettings, site=business_admin)
class MailSettingsAdmin(OneRowAdmin):
    """When reminders go out."""

    to_see, to_change = Permission.SETTINGS_VIEW, Permission.SETTINGS_CHANGE
