"""Who has which plan, with what the platform earns and loses; invoices, and money that came by transfer."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminDecimalFieldWidget, UnfoldAdminTextInputWidget

from billing.models import Invoice, Subscription
from billing.operations.collecting import receive_transfer
from billing.queries.figures import figures
from billing.queries.owed import owed_on, with_owed
from businesses.wording.money import amount
from tenants.models import Business
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import ProvedAdmin, platform_admin

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


class Unchanged(RecordedAdmin):
    """Rows of businesses: looked at, and changed by operations alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        named = Business.objects.filter(schema_name=OuterRef("schema")).values("name")[:1]
        return cast("QuerySet[Any]", super().get_queryset(request).annotate(called=Subquery(named)))

    @admin.display(description=_("business"), ordering="called")
    def business(self, row: Any) -> str:
        """The name; of one that was deleted, what its schema was called."""
        return str(row.called or row.schema)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Subscription, site=platform_admin)
class SubscriptionAdmin(Unchanged):
    list_display = ("business", "plan", "every", "standing", "next_plan", "began_at", "left_at")
    list_filter = ("plan", "standing", "every")
    search_fields = ("schema",)
    list_select_related = ("plan", "next_plan")
    list_before_template = "admin/billing/figures.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {**(extra_context or {}), "billing_figures": figures(now=timezone.now())}
        response: HttpResponse = super().changelist_view(request, more)
        return response


class TransferForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Amount"), min_value=0, max_digits=12, decimal_places=2, widget=UnfoldAdminDecimalFieldWidget
    )
    reference = forms.CharField(label=_("The bank's reference"), max_length=100, widget=UnfoldAdminTextInputWidget)
    came_on = forms.DateField(label=_("Came on"), widget=UnfoldAdminDateWidget)


@admin.register(Invoice, site=platform_admin)
class InvoiceAdmin(ProvedAdmin, Unchanged):
    list_display = ("number", "document", "business", "issued_at", "due_on", "total", "currency", "still_owed")
    list_filter = ("document", "currency")
    search_fields = ("number", "schema")
    date_hierarchy = "issued_at"
    ordering = ("-issued_at",)
    show_full_result_count = False
    fields = (
        *("number", "document", "schema", "issued_at", "due_on", "credits", "billed_to", "sold_by"),
        *("treatment", "tax_percent", "net", "tax", "total", "currency", "still_owed", "transfer"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        return with_owed(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Invoice | None = None) -> tuple[str, ...]:
        return self.fields

    @admin.display(description=_("still to be paid"), ordering="owed")
    def still_owed(self, invoice: Invoice) -> Decimal:
        owed: Decimal = invoice.owed  # type: ignore[attr-defined]  # an annotation
        return owed

    @admin.display(description=_("bank transfer"))
    def transfer(self, invoice: Invoice) -> str:
        return format_html('<a href="../transfer/">{}</a>', _("Money has come…"))

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<path:object_id>/transfer/", self.admin_site.admin_view(self.receive), name="billing_invoice_transfer"
        )
        return [own, *super().get_urls()]

    def receive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Enter money that came to the bank for the invoice."""
        invoice = self.get_object(request, object_id)
        if invoice is None:
            raise Http404
        form = TransferForm(request.POST or None, initial={"amount": owed_on(invoice)})
        if request.method == "POST" and form.is_valid():
            at = datetime.combine(form.cleaned_data["came_on"], time(), tzinfo=UTC)
            payment = receive_transfer(
                invoice=invoice, amount=form.cleaned_data["amount"], reference=form.cleaned_data["reference"], at=at
            )
            told = _("%(amount)s is noted.") % {"amount": amount(payment.amount, payment.currency)}
            messages.success(request, told)
            return redirect("admin:billing_invoice_change", object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": invoice.number,
            "opts": self.opts,
            "original": invoice,
            "form": form,
        }
        return TemplateResponse(request, "admin/billing/transfer.html", context)
