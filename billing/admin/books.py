"""Payments, notices of the provider, differences between the books, and the ledger: to be looked at."""

from __future__ import annotations

from django.contrib import admin

from billing.admin.subscriptions import Unchanged
from billing.models import Posting
from payments.models import Difference, Notice, Payment
from tenants.sites import platform_admin


@admin.register(Payment, site=platform_admin)
class PaymentAdmin(Unchanged):
    list_display = ("started_at", "business", "way", "amount", "currency", "state", "code", "reference")
    list_filter = ("state", "way", "code")
    search_fields = ("schema", "reference", "about")
    date_hierarchy = "started_at"
    ordering = ("-started_at",)


@admin.register(Notice, site=platform_admin)
class NoticeAdmin(Unchanged):
    list_display = ("came_at", "account", "type", "about", "verdict", "times")
    list_filter = ("verdict", "type")
    search_fields = ("key", "about")
    ordering = ("-came_at",)


@admin.register(Difference, site=platform_admin)
class DifferenceAdmin(Unchanged):
    list_display = ("found_at", "account", "what", "reference", "theirs", "ours", "business", "settled_at")
    list_filter = ("what", ("settled_at", admin.EmptyFieldListFilter))
    search_fields = ("reference", "schema")
    ordering = ("settled_at", "-found_at")


@admin.register(Posting, site=platform_admin)
class PostingAdmin(Unchanged):
    list_display = ("journal", "business", "book", "amount", "currency", "invoice")
    list_filter = ("book", "currency")
    search_fields = ("schema", "journal__key")
    list_select_related = ("journal", "invoice")
    ordering = ("-pk",)
