"""How the assistant answers those who swear, insult or threaten."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conversations.models import HouseRules
from tenants.permissions import Permission
from tenants.sites import OneRowAdmin, business_admin


@admin.register(HouseRules, site=business_admin)
class HouseRulesAdmin(OneRowAdmin):
    to_see, to_change = Permission.SETTINGS_VIEW, Permission.SETTINGS_CHANGE
    fieldsets = (
        (_("Swearing"), {"fields": (("profanity_mild", "profanity_severe"),)}),
        (_("Insults"), {"fields": (("insult_mild", "insult_severe"),)}),
        (_("Hatred of groups"), {"fields": (("hate_mild", "hate_severe"),)}),
        (_("Threats"), {"fields": (("threat_mild", "threat_severe"),)}),
        (_("Sexual remarks"), {"fields": (("sexual_mild", "sexual_severe"),)}),
        (_("The end"), {"fields": ("ends_after",)}),
    )
