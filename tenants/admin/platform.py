"""The platform's admin: all businesses, their hosts and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm

from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.forms import BusinessForm, MembershipFormSet, NewUserForm
from tenants.hosts import url_of
from tenants.models import Branch, Business, Domain, Membership, Organisation, OrganisationMember, User
from tenants.operations import (
    create_business,
    delete_business,
    send_password_link,
    set_suspended,
    sign_out_everywhere,
)
from tenants.proof import ask_for_proof, is_proved_lately
from tenants.queries import contents_of
from tenants.recorded_admin import RecordedAdmin
from tenants.sites import ProvedAdmin, platform_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.functional import _StrOrPromise


class DomainInline(TabularInline):  # type: ignore[misc]  # unfold is untyped
    model = Domain
    extra = 0


class MembershipInline(TabularInline):  # type: ignore[misc]
    model = Membership
    formset = MembershipFormSet
    autocomplete_fields = ("user", "business")
    extra = 0


@admin.register(Business, site=platform_admin)
class BusinessAdmin(ProvedAdmin, RecordedAdmin):
    form = BusinessForm
    list_display = ("name", "host", "category", "country", "timezone", "state", "created_at")
    list_filter = ("category", "country", "is_suspended")
    search_fields = ("name", "slug", "email")
    date_hierarchy = "created_at"
    ordering = ("name",)
    actions = ("suspend", "resume")
    fieldsets = (
        (None, {"fields": ("name", "slug", "category", "state", "closing")}),
        (_("Where"), {"fields": ("country", "timezone", "currency", "locale", "address", "phone", "email", "website")}),
        (_("Directory"), {"fields": ("is_listed", "area", "latitude", "longitude")}),
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
        return ("slug", "state", "closing") if obj else ("state", "closing")

    def get_fieldsets(self, request: HttpRequest, obj: Business | None = None) -> tuple[Any, ...]:
        return (*self.fieldsets, (_("API"), {"fields": ("api_tier",)})) if obj else self.fieldsets

    @admin.display(description=_("close"))
    def closing(self, business: Business) -> str:
        if business.pk is None:
            return "-"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:tenants_business_close", args=[business.pk]), _("Suspend or delete…")
        )

    def save_model(self, request: HttpRequest, obj: Business, form: BusinessForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            create_business(details=obj, owner=None, by=actor_of(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Business | None = None) -> bool:
        return False  # not beside the other buttons: the page of `close` says what goes, and wants the name typed

    def get_urls(self) -> list[URLPattern]:
        own = path("<path:object_id>/close/", self.admin_site.admin_view(self.close), name="tenants_business_close")
        return [own, *super().get_urls()]

    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Suspend, resume, or delete for good, each after saying what that means."""
        business = self.get_object(request, object_id)
        if business is None:
            raise Http404
        if not self.has_change_permission(request, business):
            raise PermissionDenied
        if not is_proved_lately(request):
            return ask_for_proof(request)
        by = actor_of(request.user)
        match request.POST.get("do"):
            case "suspend" | "resume" as verb:
                set_suspended(business=business, is_suspended=verb == "suspend", by=by)
            case "delete":
                return self._delete(request, business)
            case _:
                return self._ask(request, business)
        return redirect("admin:tenants_business_close", object_id)

    def _delete(self, request: HttpRequest, business: Business) -> HttpResponse:
        name = business.name
        try:
            receipt = delete_business(
                business=business, confirmed_name=request.POST.get("name", "").strip(), by=actor_of(request.user)
            )
        except AppError as error:
            return self._ask(request, business, refusal=str(error.detail), status=error.status)
        counts = ", ".join(f"{count} {store}" for store, count in receipt.counts.items())
        messages.success(request, _("%(name)s is deleted: %(counts)s.") % {"name": name, "counts": counts})
        for store, trouble in receipt.troubles.items():
            messages.error(request, _("Not erased: %(store)s (%(trouble)s)") % {"store": store, "trouble": trouble})
        return redirect("admin:tenants_business_changelist")

    def _ask(self, request: HttpRequest, business: Business, *, refusal: str = "", status: int = 200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": business.name,
            "opts": self.opts,
            "original": business,
            "contents": contents_of(business),
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/tenants/close.html", context, status=status)

    @admin.action(description=_("Suspend: close the business's host"), permissions=["change"])
    def suspend(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        self._set_suspended(request, queryset, is_suspended=True)

    @admin.action(description=_("Resume"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        self._set_suspended(request, queryset, is_suspended=False)

    def _set_suspended(self, request: HttpRequest, queryset: QuerySet[Business], *, is_suspended: bool) -> None:
        businesses = list(queryset)
        for business in businesses:
            set_suspended(business=business, is_suspended=is_suspended, by=actor_of(request.user))
        done = ngettext("%(count)d business changed.", "%(count)d businesses changed.", len(businesses))
        messages.success(request, done % {"count": len(businesses)})


class SeenInline(TabularInline):  # type: ignore[misc]
    """To be seen: whose an organisation's businesses and roles are, their owners say."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False


class BranchInline(SeenInline):
    model = Branch
    fields = readonly_fields = ("business", "joined_at")


class OrganisationMemberInline(SeenInline):
    model = OrganisationMember
    fields = readonly_fields = ("user", "role", "created_at")


@admin.register(Organisation, site=platform_admin)
class OrganisationAdmin(RecordedAdmin):
    list_display = ("name", "created_at")
    search_fields = ("name", "branches__business__name")
    ordering = ("name",)
    fields = ("name", "created_at")
    readonly_fields = ("created_at",)
    inlines = (BranchInline, OrganisationMemberInline)

    def has_add_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False


@admin.register(User, site=platform_admin)
class UserAdmin(ProvedAdmin, DjangoUserAdmin, RecordedAdmin):  # type: ignore[misc,type-arg]
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("email", "name", "is_active", "is_staff", "email_verified_at", "last_login")
    readonly_fields = ("email_verified_at",)
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("email", "email_verified_at", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name")}),)
    actions = ("send_links", "sign_out")

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """Who is new proves the address by the link to a password; whose address changes, proves that one."""
        if not change:
            obj.set_unusable_password()
        if "email" in form.changed_data:
            obj.email_verified_at = None
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            send_password_link(email=obj.email, business=None)
            messages.info(request, _("A link to a new password is on its way to %(email)s.") % {"email": obj.email})

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """For a person who is known; of another address nobody but its holder may set the password."""
        user = self.get_object(request, id)
        if user is not None and not user.is_verified:
            raise PermissionDenied
        if not is_proved_lately(request):
            return ask_for_proof(request)
        response: HttpResponse = super().user_change_password(request, id, form_url)
        return response

    @admin.action(description=_("Mail a link to a new password"), permissions=["change"])
    def send_links(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            send_password_link(email=user.email, business=None)
        messages.success(request, _("The mails are on their way."))

    @admin.action(description=_("Sign out everywhere: end every session and token"), permissions=["change"])
    def sign_out(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            sign_out_everywhere(user=user, by=actor_of(request.user))
        messages.success(request, _("They are signed out everywhere."))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what they did names them; switching "active" off ends every way in
