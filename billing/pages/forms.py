"""What owners send from the page of billing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.models import Every, Payer, Plan


class PlanForm(forms.Form):
    plan = forms.ModelChoiceField(Plan.objects.filter(is_offered=True), to_field_name="key")
    every = forms.ChoiceField(choices=Every.choices)


class CouponForm(forms.Form):
    code = forms.CharField(label=_("Coupon"), max_length=30)


class PayerForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in its stubs
    country = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Country, two letters"))

    class Meta:
        model = Payer
        fields = ("name", "address", "country", "vat_id", "email")
        labels = {  # Django's own form of it
            "name": _("Name on the invoice"),
            "address": _("Address"),
            "vat_id": _("VAT id"),
            "email": _("Invoices go to"),
        }
