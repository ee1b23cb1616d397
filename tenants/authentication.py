"""Who may sign in where: the platform's people on the platform, a business's members on its host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.shortcuts import render

from tenants.context import PUBLIC, schema_or_public
from tenants.models import Membership, User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponse

SESSION_SCHEMA = "schema"


def may_sign_in_here(user: User) -> bool:
    """Whether the user belongs to the host being visited."""
    if not user.is_active:
        return False
    if (schema := schema_or_public()) == PUBLIC:
        return user.is_staff
    return Membership.objects.filter(user=user, business__schema_name=schema).exists()


class MembershipBackend(ModelBackend):
    """E-mail and password, and membership of the business whose host this is."""

    def authenticate(  # type: ignore[override]  # the name is an e-mail address here
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> AbstractBaseUser | None:
        email = (username or kwargs.get("email") or "").strip().lower()
        return super().authenticate(request, username=email, password=password)

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return isinstance(user, User) and may_sign_in_here(user)

    def get_user(self, user_id: int) -> User | None:
        """The session's user; membership is asked where a page or endpoint needs it, with the role."""
        return User.objects.filter(pk=user_id, is_active=True).first()


@receiver(user_logged_in)
def remember_where(request: HttpRequest, **kwargs: Any) -> None:
    """Write the schema into the session, so that SessionOfThisHostMiddleware can refuse it elsewhere."""
    request.session[SESSION_SCHEMA] = schema_or_public()


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer to a login after too many failures (AXES_LOCKOUT_CALLABLE)."""
    return render(request, "429.html", status=429)
