"""A business's own admin: its details, and who works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts.links import INVITATION_LIFETIME
from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.errors import TooMany
from tenants.forms import BusinessForm, CustomRoleForm, InvitationForm, MembershipForm, SecurityForm
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.models import Business, BusinessSecurity, CustomRole, Invitation, Membership
from tenants.operations import add_member, invite_member, remove_member, require_second_factor, save_role
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, OneRowAdmin, ProvedAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

INVITATIONS = Limit("invitations", 30, 24 * 3600.0)
"""Mails to strangers that one business may have sent."""


@admin.register(Business, site=business_admin)
class OwnBusinessAdmin(OneRowAdmin):
    """One row: the business whose host this is."""

    to_see, to_change = Permission.SETTINGS_VIEW, Permission.SETTINGS_CHANGE
    form = BusinessForm
    fieldsets = (
        (None, {"fields": ("name", "about", "greeting")}),
        (gettext_lazy("Contact"), {"fields": ("phone", "email", "website", "address")}),
        (gettext_lazy("Widget"), {"fields": ("brand_colour", "allowed_origins")}),
        (gettext_lazy("Directory"), {"fields": ("is_listed", "area", "latitude", "longitude")}),
        (gettext_lazy("Place and money"), {"fields": ("country", "locale", "timezone", "currency")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Business]:
        queryset: QuerySet[Business] = super().get_queryset(request)
        return queryset.filter(schema_name=current_schema())

    def get_readonly_fields(self, request: HttpRequest, obj: Business | None = None) -> tuple[str, ...]:
        return ("country", "timezone", "currency")  # bookings and prices already stand in them


@admin.register(BusinessSecurity, site=business_admin)
class SecurityAdmin(ProvedAdmin, OneRowAdmin):
    """Of whom the business asks two-step login; who has none yet reaches nothing before it is set up."""

    to_see = to_change = Permission.SECURITY_CHANGE
    form = SecurityForm
    fields = ("requires_second_factor", "second_factor_roles")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BusinessSecurity]:
        queryset: QuerySet[BusinessSecurity] = super().get_queryset(request)
        return queryset.filter(schema_name=current_schema())

    def save_model(self, request: HttpRequest, obj: BusinessSecurity, form: SecurityForm, change: bool) -> None:
        require_second_factor(
            business=obj,
            of_everybody=obj.requires_second_factor,
            of_roles=obj.second_factor_roles,
            by=actor_of(request.user),
        )


@admin.register(Membership, site=business_admin)
class MembershipAdmin(ProvedAdmin, BusinessModelAdmin):
    """The team; only owners change it, and people come into it by accepting an invitation."""

    to_see, to_change = Permission.PEOPLE_VIEW, Permission.PEOPLE_CHANGE
    form = MembershipForm
    list_display = ("user", "name", "role_name", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name")
    list_select_related = ("user", "business", "custom_role")
    ordering = ("user__email",)
    fields = ("user", "role")
    readonly_fields = ("user", "role_name")

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return self.fields if self.has_change_permission(request) else ("user", "role_name")

    @admin.display(description=gettext_lazy("role"), ordering="role")
    def role_name(self, membership: Membership) -> str:
        return membership.role_name

    @admin.display(description=gettext_lazy("name"), ordering="user__name")
    def name(self, membership: Membership) -> str:
        return membership.user.name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        queryset: QuerySet[Membership] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        return redirect("admin:tenants_invitation_add")

    def save_model(self, request: HttpRequest, obj: Membership, form: MembershipForm, change: bool) -> None:
        add_member(business=obj.business, user=obj.user, role=obj.custom_role or obj.role, by=actor_of(request.user))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        remove_member(membership=obj, by=actor_of(request.user))

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return self.refusable(request, super().changeform_view, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: object = None) -> Any:
        return self.refusable(request, super().delete_view, object_id, extra_context)

    def get_actions(self, request: HttpRequest) -> dict[str, object]:
        return {}  # deleting many at once would go round `remove_member`


@admin.register(Invitation, site=business_admin)
class InvitationAdmin(ProvedAdmin, BusinessModelAdmin):
    """Who was invited and has not accepted yet. Nobody is shown the link: it is the addressee's alone."""

    to_see = to_change = Permission.PEOPLE_CHANGE
    form = InvitationForm
    fields = ("email", "role")
    list_display = ("email", "role_name", "invited_by", "sent_at", "state")
    search_fields = ("email",)
    list_select_related = ("invited_by", "business", "custom_role")
    ordering = ("email",)

    @admin.display(description=gettext_lazy("role"), ordering="role")
    def role_name(self, invitation: Invitation) -> str:
        return invitation.role_name

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        return _("Too old") if invitation.sent_at + INVITATION_LIFETIME < timezone.now() else _("Waits")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        queryset: QuerySet[Invitation] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False  # inviting the same address again replaces it

    def save_model(self, request: HttpRequest, obj: Invitation, form: InvitationForm, change: bool) -> None:
        business = Business.objects.get(schema_name=current_schema())
        if take((INVITATIONS, business.schema_name)):
            raise TooMany(INVITATIONS.per_token)
        saved = invite_member(
            business=business, email=obj.email, role=obj.custom_role or obj.role, by=actor_of(request.user)
        )
        obj.pk, obj.business = saved.pk, saved.business
        messages.info(request, _("A mail is on its way to %(email)s; by it they accept.") % {"email": saved.email})

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return self.refusable(request, super().changeform_view, object_id, *args, **kwargs)


@admin.register(CustomRole, site=business_admin)
class CustomRoleAdmin(ProvedAdmin, BusinessModelAdmin):
    """Roles the business makes itself; one that somebody has is not deleted."""

    to_see = to_change = Permission.SECURITY_CHANGE
    form = CustomRoleForm
    list_display = ("name", "requires_second_factor", "allowed")
    search_fields = ("name",)
    ordering = ("name",)

    @admin.display(description=gettext_lazy("permissions"))
    def allowed(self, role: CustomRole) -> str:
        labels = dict(Permission.choices)
        return ", ".join(str(labels[name]) for name in role.permissions if name in labels)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CustomRole]:
        queryset: QuerySet[CustomRole] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def save_model(self, request: HttpRequest, obj: CustomRole, form: CustomRoleForm, change: bool) -> None:
        if not change:
            obj.business = current_business()
        save_role(role=obj, by=actor_of(request.user))

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return self.refusable(request, super().changeform_view, object_id, *args, **kwargs)
