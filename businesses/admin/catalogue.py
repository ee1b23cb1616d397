from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from businesses.admin.trash import WithTrashPage
from businesses.models import CardAccount, PartyDuration, Resource, Service
from tenants.permissions import Permission
from tenants.sites import BusinessInline, business_admin

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    ServiceModelForm = forms.ModelForm[Service]
else:
    ServiceModelForm = forms.ModelForm


class ServiceForm(ServiceModelForm):
    def clean_deposit(self) -> Decimal | None:
        """Without an account nobody could pay it, and nobody would be booked."""
        deposit: Decimal | None = self.cleaned_data["deposit"]
        if deposit is not None and not CardAccount.objects.exists():
            raise ValidationError(_("First enter your account at Stripe, under Card payments: deposits come to it."))
        return deposit


class PartyDurationInline(BusinessInline):
    model = PartyDuration
    extra = 0


@admin.register(Service, site=business_admin)
class ServiceAdmin(WithTrashPage):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    form = ServiceForm
    list_display = ("name", "duration_minutes", "price", "needs_party", "is_told", "position")
    list_filter = ("is_active", "needs_party")
    list_editable = ("position",)
    search_fields = ("name", "description")
    autocomplete_fields = ("resources",)
    ordering = ("position", "name")
    inlines = (PartyDurationInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        services: QuerySet[Service] = super().get_queryset(request)
        return services.annotate(is_performed=Exists(Resource.objects.filter(services=OuterRef("pk"), is_active=True)))

    @admin.display(description=_("offered"), boolean=True)
    def is_told(self, service: Service) -> bool:
        """Whether customers are told of it: marked as offered is not enough where nothing in use performs it."""
        return service.is_active and service.is_performed  # type: ignore[attr-defined]  # the queryset's

    def save_related(
        self, request: HttpRequest, form: ModelForm[Service], formsets: Any, change: bool
    ) -> None:  # Django's
        super().save_related(request, form, formsets, change)
        service = form.instance
        if service.is_active and not service.resources.filter(is_active=True).exists():
            told = _("Nothing in use performs “%(service)s”, so customers are not offered it. Choose its resources.")
            messages.warning(request, told % {"service": service.name})
