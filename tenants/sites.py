"""Two admin sites: the platform's on the public host, a business's on its own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, cast

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.sites import UnfoldAdminSite

from tenants.connection import connection
from tenants.context import PUBLIC, schema_or_public
from tenants.errors import AppError
from tenants.models import Business, User
from tenants.permissions import Permission
from tenants.proof import ask_for_proof, is_proved_lately
from tenants.recorded_admin import RecordedAdmin
from tenants.rules import permissions_here, turned_away

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
        return schema_or_public() != PUBLIC and Permission.ADMIN_OPEN in permissions_here(request)


platform_admin = PlatformAdminSite(name="platform_admin")
business_admin = BusinessAdminSite(name="admin")


class BusinessModelAdmin(RecordedAdmin):
    """Base of a business's admin pages; each states which permission shows it, and which changes what it shows.

    ``None`` is nobody's. What is listed inside a page, and what is done with its rows, follows the page.
    """

    to_see: ClassVar[Permission | None] = None
    to_change: ClassVar[Permission | None] = None
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.to_see in permissions_here(request) or self.to_change in permissions_here(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.to_change in permissions_here(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.to_change in permissions_here(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.to_change in permissions_here(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        return actions if self.to_change in permissions_here(request) else {}

    def refusable(self, request: HttpRequest, page: Callable[..., Any], object_id: str | None, *more: Any) -> Any:
        """The page, or what an operation refused and back to where it was asked."""
        try:
            with transaction.atomic():
                return page(request, object_id, *more)
        except AppError as error:
            messages.error(request, str(error.detail))
            return redirect(request.get_full_path())


class BusinessInline(TabularInline):  # type: ignore[misc]  # unfold is untyped
    """What is listed inside a page: seen and changed by who may see and change that."""

    def page(self) -> BusinessModelAdmin:
        found: BusinessModelAdmin = self.admin_site._registry[self.parent_model]
        return found

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.page().has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.page().has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.page().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.page().has_change_permission(request)


def admin_page(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For a page beside the usual ones, a method of a business's admin: who may open it has the permission."""

    def decorate(page: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(page)
        def guarded(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if permission not in permissions_here(request):
                raise PermissionDenied
            return page(self, request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]  # read by navigation and tests
        return guarded

    return decorate


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
