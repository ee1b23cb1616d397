"""Two admin sites: the platform's on the public host, a business's on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from tenants.context import PUBLIC, schema_or_public
from tenants.models import Role, User
from tenants.rules import role_of

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

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_active and request.user.is_staff

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every page of the site, under the theme's own Content-Security-Policy."""
        guarded: Callable[..., Any] = csp_replace(ADMIN_POLICY)(super().admin_view(view, cacheable))
        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One login page for everything: one place that limits attempts."""
        return redirect_to_login(request.GET.get("next", request.path))


class BusinessAdminSite(PlatformAdminSite):
    index_title = _("Your business")

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
