"""The platform's admin: all businesses, their hosts and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm

from tenants.actors import actor_of
from tenants.forms import BusinessForm, UserCreationForm
from tenants.hosts import url_of
from tenants.models import Business, Domain, Membership, User
from tenants.operations import create_business, set_suspended
from tenants.sites import platform_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise


class DomainInline(TabularInline):  # type: ignore[misc]  # unfold is untyped
    model = Domain
    extra = 0


class MembershipInline(TabularInline):  # type: ignore[misc]
    model = Membership
    autocomplete_fields = ("user", "business")
    extra = 0


@admin.register(Business, site=platform_admin)
class BusinessAdmin(ModelAdmin):  # type: ignore[misc]
    form = BusinessForm
    list_display = ("name", "host", "category", "country", "timezone", "state", "created_at")
    list_filter = ("category", "country", "is_suspended")
    search_fields = ("name", "slug", "email")
    date_hierarchy = "created_at"
    ordering = ("name",)
    actions = ("suspend", "resume")
    fieldsets = (
        (None, {"fields": ("name", "slug", "category", "is_suspended")}),
        (_("Where"), {"fields": ("country", "timezone", "currency", "locale", "address", "phone", "email", "website")}),
        (_("Front desk"), {"fields": ("about", "greeting", "brand_colour", "allowed_origins")}),
    )

    @admin.display(description=_("host"), ordering="slug")
    def host(self, business: Business) -> str:
        return format_html('<a href="{}">{}</a>', url_of(business.slug), business.slug)

    @display(  # type: ignore[untyped-decorator]  # unfold is untyped
        description=_("state"), ordering="is_suspended", label={_("Open"): "success", _("Suspended"): "danger"}
    )
    def state(self, business: Business) -> _StrOrPromise:
        return _("Suspended") if business.is_suspended else _("Open")

    def get_inlines(self, request: HttpRequest, obj: Business | None) -> list[type[TabularInline]]:
        return [DomainInline, MembershipInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Business | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Business, form: BusinessForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            create_business(details=obj, owner=None, by=actor_of(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Business | None = None) -> bool:
        return (
            False  # dropping a schema cannot be undone: `delete_business` wants the name typed; suspending is for here
        )

    @admin.action(description=_("Suspend: close the business's host"))
    def suspend(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        self._set_suspended(request, queryset, is_suspended=True)

    @admin.action(description=_("Resume"))
    def resume(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        self._set_suspended(request, queryset, is_suspended=False)

    def _set_suspended(self, request: HttpRequest, queryset: QuerySet[Business], *, is_suspended: bool) -> None:
        businesses = list(queryset)
        for business in businesses:
            set_suspended(business=business, is_suspended=is_suspended, by=actor_of(request.user))
        done = ngettext("%(count)d business changed.", "%(count)d businesses changed.", len(businesses))
        messages.success(request, done % {"count": len(businesses)})


@admin.register(User, site=platform_admin)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what they did names them; switching "active" off ends every way in
