"""The menu, how its dishes can be had, and how orders are taken and brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.admin.trash import TrashAdmin
from businesses.models import (
    CardAccount,
    DeliveryZone,
    MenuItem,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    OrderPolicy,
    PaidWhen,
)
from tenants.permissions import Permission
from tenants.sites import BusinessInline, BusinessModelAdmin, OneRowAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    PolicyForm = forms.ModelForm[OrderPolicy]
else:
    PolicyForm = forms.ModelForm

PAYMENTS = ("pickup_payment", "delivery_payment", "dine_in_payment")


@admin.register(MenuSection, site=business_admin)
class MenuSectionAdmin(TrashAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "position")
    list_editable = ("position",)
    search_fields = ("name",)
    ordering = ("position", "name")


@admin.register(MenuItem, site=business_admin)
class MenuItemAdmin(TrashAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "section", "price", "stock", "is_available", "is_vegan", "allergens_recorded_on")
    list_filter = ("section", "is_available", "is_vegetarian", "is_vegan", "groups")
    list_select_related = ("section",)
    search_fields = ("name", "description")
    autocomplete_fields = ("groups",)
    ordering = ("section__position", "position", "name")
    actions = ("mark_sold_out", "mark_available")

    @admin.action(description=_("Sold out"))
    def mark_sold_out(self, request: HttpRequest, queryset: QuerySet[MenuItem]) -> None:
        self._set_available(request, queryset, is_available=False)

    @admin.action(description=_("Available again"))
    def mark_available(self, request: HttpRequest, queryset: QuerySet[MenuItem]) -> None:
        self._set_available(request, queryset, is_available=True)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "stock":
            field.show_hidden_initial = True
        return field

    def save_model(self, request: HttpRequest, obj: MenuItem, form: ModelForm[MenuItem], change: bool) -> None:
        """What was not touched stays: dishes are sold while somebody has the page open."""
        if not change:
            obj.save()
            return
        own = {field.name for field in MenuItem._meta.concrete_fields}
        obj.save(update_fields=own.intersection(form.changed_data))

    def _set_available(self, request: HttpRequest, queryset: QuerySet[MenuItem], *, is_available: bool) -> None:
        differing = list(queryset.exclude(is_available=is_available))
        count = queryset.update(is_available=is_available)
        values = {"is_available": [str(not is_available), str(is_available)]}
        for item in differing:
            self.tell(request, "changed", item, {"fields": ["is_available"], "values": values})
        done = ngettext("%(count)d item changed.", "%(count)d items changed.", count)
        messages.success(request, done % {"count": count})


class ModifierOptionInline(BusinessInline):
    model = ModifierOption
    fields = ("name", "price", "allergens", "aliases", "is_default", "is_available", "position")
    ordering = ("position", "name")
    extra = 0


@admin.register(ModifierGroup, site=business_admin)
class ModifierGroupAdmin(TrashAdmin):
    to_see, to_change = Permission.CATALOGUE_VIEW, Permission.CATALOGUE_CHANGE
    list_display = ("name", "least", "most", "dishes", "position")
    list_editable = ("position",)
    search_fields = ("name",)
    ordering = ("position", "name")
    inlines = (ModifierOptionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModifierGroup]:
        groups: QuerySet[ModifierGroup] = super().get_queryset(request)
        return groups.annotate(item_count=Count("items"))

    @admin.display(description=_("dishes"), ordering="item_count")
    def dishes(self, group: ModifierGroup) -> int:
        return group.item_count  # type: ignore[attr-defined, no-any-return]  # the queryset's


class OrderPolicyForm(PolicyForm):
    """Without an account nobody could pay beforehand, and nothing would be ordered."""

    class Meta:
        model = OrderPolicy
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not CardAccount.objects.exists():
            for name in PAYMENTS:
                if cleaned.get(name, PaidWhen.DOOR) != PaidWhen.DOOR:
                    self.add_error(name, _("First enter your account at Stripe, under Card payments."))
        return cleaned


@admin.register(OrderPolicy, site=business_admin)
class OrderPolicyAdmin(OneRowAdmin):
    """How orders are taken."""

    to_see, to_change = Permission.HOURS_VIEW, Permission.HOURS_CHANGE
    form = OrderPolicyForm


@admin.register(DeliveryZone, site=business_admin)
class DeliveryZoneAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.HOURS_VIEW, Permission.HOURS_CHANGE
    list_display = ("name", "fee", "minimum", "minutes", "is_active", "position")
    list_editable = ("position",)
    list_filter = ("is_active",)
    search_fields = ("name",)
    ordering = ("position", "name")
