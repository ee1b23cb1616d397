"""When the business is mailed that a customer waits."""

from __future__ import annotations

from django.contrib import admin

from conversations.models import AlertSettings
from tenants.permissions import Permission
from tenants.sites import OneRowAdmin, business_admin


@admin.register(AlertSettings, site=business_admin)
class AlertSettingsAdmin(OneRowAdmin):
    to_see, to_change = Permission.SETTINGS_VIEW, Permission.SETTINGS_CHANGE
