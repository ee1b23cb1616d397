"""A business's own admin: its details, and who works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.errors import LastOwner
from tenants.forms import BusinessForm, InvitationForm
from tenants.invitations import invitation_link
from tenants.models import Business, Membership, Role
from tenants.operations import add_member, invite_member, remove_member
from tenants.sites import BusinessModelAdmin, OneRowAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse


@admin.register(Business, site=business_admin)
class OwnBusinessAdmin(OneRowAdmin):
    """One row: the business whose host this is."""

    form = BusinessForm
    fieldsets = (
        (None, {"fields": ("name", "about", "greeting")}),
        (gettext_lazy("Contact"), {"fields": ("phone", "email", "website", "address")}),
        (gettext_lazy("Widget"), {"fields": ("brand_colour", "allowed_origins")}),
        (gettext_lazy("Security"), {"fields": ("requires_second_factor",)}),
        (gettext_lazy("Place and money"), {"fields": ("country", "locale", "timezone", "currency")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Business]:
        queryset: QuerySet[Business] = super().get_queryset(request)
        return queryset.filter(schema_name=current_schema())

    def get_readonly_fields(self, request: HttpRequest, obj: Business | None = None) -> tuple[str, ...]:
        fixed = ("country", "timezone", "currency")  # bookings and prices already stand in them
        return fixed if self.role(request) == Role.OWNER else (*fixed, "requires_second_factor")


@admin.register(Membership, site=business_admin)
class MembershipAdmin(BusinessModelAdmin):
    """The team; only owners change it."""

    editors = frozenset({Role.OWNER})
    list_display = ("user", "name", "role", "state", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name")
    list_select_related = ("user", "business")
    ordering = ("user__email",)

    @admin.display(description=gettext_lazy("name"), ordering="user__name")
    def name(self, membership: Membership) -> str:
        return membership.user.name

    @admin.display(description=gettext_lazy("state"))
    def state(self, membership: Membership) -> str:
        return _("Signs in") if membership.user.has_usable_password() else _("Invited")

    @admin.display(description=gettext_lazy("invitation"))
    def invitation(self, membership: Membership) -> str:
        if link := invitation_link(membership):
            told = _("Hand this link on; with it they choose a password. It is good for three days.")
            return format_html("{}<br><code>{}</code>", told, link)
        return _("They have a password.") if membership.user.has_usable_password() else _("They work elsewhere too.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        queryset: QuerySet[Membership] = super().get_queryset(request)
        return queryset.filter(business__schema_name=current_schema())

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return ("user", "role", "invitation") if obj else ("email", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return ("user", "invitation") if obj else ()

    def get_form(
        self, request: HttpRequest, obj: Membership | None = None, change: bool = False, **kwargs: object
    ) -> type[ModelForm[Membership]]:
        if obj is None:
            return InvitationForm
        form: type[ModelForm[Membership]] = super().get_form(request, obj, change=change, **kwargs)
        return form

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm[Membership], change: bool) -> None:
        business, by = Business.objects.get(schema_name=current_schema()), actor_of(request.user)
        if change:
            add_member(business=business, user=obj.user, role=obj.role, by=by)
            return
        saved = invite_member(business=business, email=form.cleaned_data["email"], role=obj.role, by=by)
        obj.pk, obj.user, obj.business = saved.pk, saved.user, saved.business
        if link := invitation_link(saved):
            messages.info(
                request, _("Hand this link on, so that they can choose a password: %(link)s") % {"link": link}
            )

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        remove_member(membership=obj, by=actor_of(request.user))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: object = None) -> HttpResponse:
        try:
            response: HttpResponse = super().delete_view(request, object_id, extra_context)
        except LastOwner as error:
            messages.error(request, str(error.detail))
            response = self.response_post_save_change(request, self.get_object(request, object_id))
        return response

    def get_actions(self, request: HttpRequest) -> dict[str, object]:
        return {}  # deleting many at once would go round `remove_member`
