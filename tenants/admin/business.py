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
from tenants.context import current_schema
from tenants.errors import TooMany
from tenants.forms import BusinessForm, InvitationForm, SecurityForm
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.models import Business, BusinessSecurity, Invitation, Membership, Role
from tenants.operations import add_member, invite_member, remove_member, require_second_factor
from tenants.sites import BusinessModelAdmin, OneRowAdmin, ProvedAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse

INVITATIONS = Limit("invitations", 30, 24 * 3600.0)
"""Mails to strangers that one business may have sent."""


@admin.register(Business, site=business_admin)
class OwnBusinessAdmin(OneRowAdmin):
    """One row: the business whose host this is."""

    form = BusinessForm
    fieldsets = (
        (None, {"fields": ("name", "about", "greeting")}),
        (gettext_lazy("Contact"), {"fields": ("phone", "email", "website", "address")}),
        (gettext_lazy("Widget"), {"fields": ("brand_colour", "allowed_origins")}),
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

    viewers = editors = frozenset({Role.OWNER})
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

    editors = frozenset({Role.OWNER})
    list_display = ("user", "name", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name")
    list_select_related = ("user", "business")
    ordering = ("user__email",)
    fields = ("user", "role")
    readonly_fields = ("user",)

    @admin.display(description=gettext_lazy("name"), ordering="user__name")
    def name(self, membership: Membership) -> str:
        return membership.user.name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        queryset: QuerySet[Membership] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        return redirect("admin:tenants_invitation_add")

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm[Membership], change: bool) -> None:
        add_member(business=obj.business, user=obj.user, role=obj.role, by=actor_of(request.user))

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

    viewers = editors = frozenset({Role.OWNER})
    form = InvitationForm
    list_display = ("email", "role", "invited_by", "sent_at", "state")
    search_fields = ("email",)
    list_select_related = ("invited_by", "business")
    ordering = ("email",)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        return _("Too old") if invitation.sent_at + INVITATION_LIFETIME < timezone.now() else _("Waits")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        queryset: QuerySet[Invitation] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False  # inviting the same address again replaces it

    def save_model(self, request: HttpRequest, obj: Invitation, form: ModelForm[Invitation], change: bool) -> None:
        business = Business.objects.get(schema_name=current_schema())
        if take((INVITATIONS, business.schema_name)):
            raise TooMany(INVITATIONS.per_token)
        saved = invite_member(business=business, email=obj.email, role=obj.role, by=actor_of(request.user))
        obj.pk, obj.business = saved.pk, saved.business
        messages.info(request, _("A mail is on its way to %(email)s; by it they accept.") % {"email": saved.email})

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return self.refusable(request, super().changeform_view, object_id, *args, **kwargs)
