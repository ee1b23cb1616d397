"""Permissions as predicates, and what holds them at views and endpoints.

Whatever asks, asks now: a role that was taken away, or that asks for a second step its holder lacks, permits nothing.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from rest_framework.permissions import BasePermission

from tenants.bearer import KeyBearer
from tenants.context import current_business, current_schema, schema_or_public
from tenants.models import User
from tenants.second_factor import has_second_factor
from tenants.standing import standings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponseBase
    from rest_framework.request import Request
    from rest_framework.views import APIView

    from tenants.permissions import Permission
    from tenants.standing import Standing

    View = Callable[..., HttpResponseBase]

NOTHING: frozenset[str] = frozenset()


def permissions_of(user: User | AnonymousUser | KeyBearer, schema: str, *, is_own: bool = False) -> frozenset[str]:
    """What the user may do in the business of the schema, as its member and as its organisation's.

    A role permits nothing while it asks for a second factor they lack. ``is_own`` asks for what they may as members of
    the business itself: whom it belongs to is not for the organisation to say.
    """
    if isinstance(user, KeyBearer):
        return user.permissions if user.schema == schema else NOTHING
    allowed = [each for each in standings_of(user, schema) if each.is_own or not is_own]
    return NOTHING.union(*(each.permissions for each in allowed if not _is_kept_out(user, each)))


def is_permitted(user: User | AnonymousUser | KeyBearer, schema: str, permission: Permission) -> bool:
    return permission in permissions_of(user, schema)


def lacks_required_factor(user: User | AnonymousUser, schema: str) -> bool:
    """Whether a second factor is what keeps somebody from a role they have."""
    return any(_is_kept_out(user, each) for each in standings_of(user, schema))


def _is_kept_out(user: User | AnonymousUser, standing: Standing) -> bool:
    return standing.asks_second_factor and isinstance(user, User) and not has_second_factor(user)


def permissions_here(request: HttpRequest) -> frozenset[str]:
    """What the request's user may do on its host, asked once a request."""
    if not hasattr(request, "business_permissions"):
        request.business_permissions = permissions_of(request.user, schema_or_public())  # type: ignore[attr-defined]
    found: frozenset[str] = request.business_permissions  # type: ignore[attr-defined]  # kept here, also for templates
    return found


def member_required(permission: Permission) -> Callable[[View], View]:
    """Let a view be seen by members of the host's business who have the permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            current_business()
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if permission not in permissions_here(request):
                return turned_away(request)
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]  # read by the test that walks all URLs
        return guarded

    return decorate


def turned_away(request: HttpRequest) -> HttpResponseBase:
    """Where a signed-in person goes who may not see a page: to set up what is asked of them, or nowhere."""
    if lacks_required_factor(request.user, schema_or_public()):
        return redirect("second-factor")
    raise PermissionDenied


class Nobody(BasePermission):
    """The default: an endpoint that does not say who may call it answers nobody."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return False


class MemberPermission(BasePermission):
    """Base of what ``permitted`` makes."""

    required_permission: Permission

    def has_permission(self, request: Request, view: APIView) -> bool:
        return self.required_permission in permissions_of(request.user, current_schema())


def permitted(permission: Permission) -> type[MemberPermission]:
    """For ``permission_classes``: who may call it has the permission in the host's business."""
    return type("Permitted", (MemberPermission,), {"required_permission": permission})
