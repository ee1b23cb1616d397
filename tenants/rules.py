"""Permissions as predicates, and what holds them at views and endpoints."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from rest_framework.permissions import BasePermission

from tenants.context import current_business, current_schema, schema_or_public
from tenants.models import Membership, Role, User
from tenants.second_factor import has_second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponseBase
    from rest_framework.request import Request
    from rest_framework.views import APIView

    View = Callable[..., HttpResponseBase]

ANY_ROLE = tuple(Role.values)


def role_of(user: User | AnonymousUser, schema: str) -> str | None:
    """The user's role in the business of the schema; None also while it asks for a second factor they lack."""
    role, is_strict = _membership(user, schema)
    return None if is_strict and not has_second_factor(cast("User", user)) else role


def lacks_required_factor(user: User | AnonymousUser, schema: str) -> bool:
    """Whether a second factor is all that keeps a member out."""
    _role, is_strict = _membership(user, schema)
    return is_strict and not has_second_factor(cast("User", user))


def _membership(user: User | AnonymousUser, schema: str) -> tuple[str | None, bool]:
    """The role, and whether the business asks for a second factor of those who have it."""
    if not isinstance(user, User) or not user.is_active:
        return None, False
    row = Membership.objects.filter(user=user, business__schema_name=schema).select_related("business").first()
    return (row.role, row.business.asks_second_factor_of(row.role)) if row else (None, False)


def member_required(*roles: str) -> Callable[[View], View]:
    """Let a view be seen by members of the host's business with one of the roles (any role when none is named)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            role = role_of(request.user, current_business().schema_name)
            if role not in (roles or ANY_ROLE):
                return turned_away(request)
            request.business_role = role  # type: ignore[attr-defined]  # for what the page offers
            return view(request, *args, **kwargs)

        guarded.required_roles = roles or ANY_ROLE  # type: ignore[attr-defined]  # read by the test that walks all URLs
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


class RolePermission(BasePermission):
    roles: tuple[str, ...] = ANY_ROLE

    def has_permission(self, request: Request, view: APIView) -> bool:
        return role_of(request.user, current_schema()) in self.roles


class IsMember(RolePermission):
    pass


class IsManager(RolePermission):
    roles = (Role.OWNER, Role.MANAGER)


class IsOwner(RolePermission):
    roles = (Role.OWNER,)
