from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget

from businesses.models import CardAccount, Deposit, DepositState, OrderPolicy, Service
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, OneRowAdmin, ProvedAdmin, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest

    AccountForm = forms.ModelForm[CardAccount]
else:
    AccountForm = forms.ModelForm

SEALED = ("key", "notice_secret")
PENDING = (DepositState.ASKED, DepositState.PAID, DepositState.DUE_BACK)


def sealed_box(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        strip=True,
        max_length=300,
        widget=UnfoldAdminPasswordWidget(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown again. Leave it empty to keep the one there is."),
    )


class CardAccountForm(AccountForm):
    key = sealed_box(_("Secret key"))
    notice_secret = sealed_box(_("Signing secret of the webhook"))

    class Meta:
        model = CardAccount
        fields = SEALED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        before = CardAccount.objects.first()
        for name in SEALED:
            if not cleaned.get(name) and name not in self.errors:
                cleaned[name] = getattr(before, name, "")
                if not cleaned[name]:
                    self.add_error(name, _("Copy it from your account at Stripe."))
        self.instance.pk = 1
        return cleaned


@admin.register(CardAccount, site=business_admin)
class CardAccountAdmin(ProvedAdmin, OneRowAdmin):
    to_see = to_change = Permission.BILLING_CHANGE
    form = CardAccountForm
    fields = (*SEALED, "webhook")
    readonly_fields = ("webhook",)

    @admin.display(description=_("address of the webhook"))
    def webhook(self, _account: CardAccount | None = None) -> str:
        """What is entered at Stripe, and which events."""
        address = url_of(current_business().slug, "/payments/stripe/")
        told = _(
            "At Stripe, add a webhook to this address with the events payment_intent.*, refund.* and charge.dispute.*."
        )
        return format_html("<code>{}</code><br>{}", address, told)

    def has_delete_permission(self, request: HttpRequest, obj: CardAccount | None = None) -> bool:
        """Not while anything is asked for beforehand, or may have to be paid back."""
        is_asked = Service.objects.exclude(deposit=None).exists() or OrderPolicy.current().takes_cards
        is_pending = Deposit.objects.filter(state__in=PENDING).exists()
        return self.has_change_permission(request, obj) and not (is_asked or is_pending)


class InTroubleFilter(admin.SimpleListFilter):
    title = _("to be seen to")
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:
        return (("yes", _("Could not be paid back")),)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(~Q(trouble=""), state=DepositState.DUE_BACK) if self.value() else queryset


@admin.register(Deposit, site=business_admin)
class DepositAdmin(BusinessModelAdmin):
    """To be looked at: what becomes of it is its booking's or order's."""

    to_see = Permission.BOOKINGS_VIEW
    list_display = ("asked_at", "of", "reference", "amount", "currency", "state", "paid_at", "back_at", "trouble")
    list_filter = ("of", "state", InTroubleFilter)
    search_fields = ("reference",)
    date_hierarchy = "asked_at"
    ordering = ("-asked_at",)
