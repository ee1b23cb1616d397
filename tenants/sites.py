"""Two admin sites: the platform's on the public host, a business's on its own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, cast

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from tenants.connection import connection
from tenants.context import PUBLIC, schema_or_public
from tenants.errors import AppError
from tenants.models import Business, Role, User
from tenants.proof import ask_for_proof, is_proved_lately
from tenants.rules import role_of, turned_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


# The theme ships Alpine's standard build and inline styles: it needs what no page of ours is given.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class PlatformAdminSite(UnfoldAdminSite):  # type: ignore[misc]  # unfold is untyped
    site_title = site_header = "X-Seven"
    index_title = _("Platform")
    index_template = "admin/platform.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_active and request.user.is_staff

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every page of the site, under the theme's own Content-Security-Policy."""
        guarded: Callable[..., Any] = csp_replace(ADMIN_POLICY)(super().admin_view(view, cacheable))
        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One login page for everything: one place that limits attempts.

        Whoever has signed in already and still may not see the admin is told so: the login page would send them back.
        """
        if request.user.is_authenticated:
            return cast("HttpResponse", turned_away(request))
        return redirect_to_login(request.GET.get("next", request.path))


class BusinessAdminSite(PlatformAdminSite):
    index_title = _("Overview")
    index_template = "admin/overview.html"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every page of the site, in the wall time of the business; answers are rendered inside it too."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def in_its_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            tenant = connection.tenant
            with timezone.override(tenant.zone if isinstance(tenant, Business) else None):
                response: HttpResponse = guarded(request, *args, **kwargs)
                return response.render() if isinstance(response, TemplateResponse) else response

        return in_its_zone

    def has_permission(self, request: HttpRequest) -> bool:
        if (schema := schema_or_public()) == PUBLIC:
            return False
        return isinstance(request.user, User) and role_of(request.user, schema) in {Role.OWNER, Role.MANAGER}


platform_admin = PlatformAdminSite(name="platform_admin")
business_admin = BusinessAdminSite(name="admin")


class BusinessModelAdmin(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    """Base of a business's admin pages: what a member may do follows from the role, asked once a request."""

    viewers: ClassVar[frozenset[str]] = frozenset({Role.OWNER, Role.MANAGER})
    editors: ClassVar[frozenset[str]] = frozenset({Role.OWNER, Role.MANAGER})
    list_per_page = 50

    def role(self, request: HttpRequest) -> str | None:
        if not hasattr(request, "business_role"):
            request.business_role = role_of(request.user, schema_or_public())  # type: ignore[attr-defined]  # cached here
        role: str | None = request.business_role  # type: ignore[attr-defined]
        return role

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.role(request) in self.viewers

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.role(request) in self.viewers

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.role(request) in self.editors

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.role(request) in self.editors

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.role(request) in self.editors

    def refusable(self, request: HttpRequest, page: Callable[..., Any], object_id: str | None, *more: Any) -> Any:
        """The page, or what an operation refused and back to where it was asked."""
        try:
            with transaction.atomic():
                return page(request, object_id, *more)
        except AppError as error:
            messages.error(request, str(error.detail))
            return redirect(request.get_full_path())


class ProvedAdmin:
    """Mixed in where what is changed decides who can get in: whoever may change it proves anew who they are."""

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return self._proved(request, super().changeform_view, object_id, *args, **kwargs)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return self._proved(request, super().delete_view, object_id, *args, **kwargs)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().changelist_view  # type: ignore[misc]  # the admin's, this is mixed into one
        return (
            self._proved(request, page, *args, **kwargs) if request.method == "POST" else page(request, *args, **kwargs)
        )

    def _proved(self, request: HttpRequest, page: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        may_change = self.has_change_permission(request) or self.has_add_permission(request)  # type: ignore[attr-defined]
        if may_change and not is_proved_lately(request):
            return ask_for_proof(request)
        return page(request, *args, **kwargs)


class OneRowAdmin(BusinessModelAdmin):
    """A model of which a business has one row: its list is that row's form, or the form that makes it."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        row = self.get_queryset(request).first()
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}"
        if row is None and self.has_add_permission(request):
            return redirect(f"{name}_add")
        return redirect(f"{name}_change", row.pk) if row else redirect(f"{self.admin_site.name}:index")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self.get_queryset(request).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
