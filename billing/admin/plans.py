"""Plans, prices, tax and what is done about unpaid invoices: written by the platform's people."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import TabularInline

from billing.models import Allowance, Coupon, Plan, PlanPrice, PriceList, Rate, Reminder, Seller, TaxRate
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import ProvedAdmin, platform_admin


class PriceInline(TabularInline):  # type: ignore[misc]  # unfold is untyped
    model = PlanPrice
    extra = 0


class AllowanceInline(TabularInline):  # type: ignore[misc]
    model = Allowance
    extra = 0


class RateInline(TabularInline):  # type: ignore[misc]
    model = Rate
    extra = 0


@admin.register(Plan, site=platform_admin)
class PlanAdmin(ProvedAdmin, RecordedAdmin):
    """A change holds for periods that begin afterwards: those that run keep their terms."""

    list_display = ("name", "key", "rank", "is_offered", "trial_days")
    ordering = ("rank",)
    inlines = (PriceInline, AllowanceInline, RateInline)


@admin.register(PriceList, site=platform_admin)
class PriceListAdmin(ProvedAdmin, RecordedAdmin):
    list_display = ("currency", "includes_tax")


@admin.register(Seller, site=platform_admin)
class SellerAdmin(ProvedAdmin, RecordedAdmin):
    list_display = ("name", "country", "vat_id", "prefix", "last_invoice", "last_credit_note")
    readonly_fields = ("last_invoice", "last_credit_note")


@admin.register(TaxRate, site=platform_admin)
class TaxRateAdmin(ProvedAdmin, RecordedAdmin):
    list_display = ("country", "percent", "since")
    list_filter = ("country",)


@admin.register(Coupon, site=platform_admin)
class CouponAdmin(ProvedAdmin, RecordedAdmin):
    list_display = ("code", "percent", "amount", "list", "periods", "good_until")
    search_fields = ("code",)


@admin.register(Reminder, site=platform_admin)
class ReminderAdmin(ProvedAdmin, RecordedAdmin):
    list_display = ("days", "does")
