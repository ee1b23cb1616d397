"""Who may sign in where: the platform's people on the platform, a business's members on its host."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tenants.context import PUBLIC, schema_or_public
from tenants.errors import BusinessBusy
from tenants.limits.attempts import begin_anew, count_try, give_back
from tenants.limits.names import canonical_name
from tenants.models import User
from tenants.proof import note_proof
from tenants.standing import businesses_of, standings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from tenants.errors import TooManyTries

SESSION_SCHEMA = "schema"
WORKS_ELSEWHERE = "works_elsewhere"
"""The session's key for whether its person had another business to go to when they signed in: for a link, no more."""
BACKEND = "tenants.authentication.MembershipBackend"


def may_sign_in_here(user: User) -> bool:
    """Whether the user belongs to the host being visited."""
    if not user.is_active:
        return False
    if (schema := schema_or_public()) == PUBLIC:
        return user.is_staff
    return bool(standings_of(user, schema))


class MembershipBackend(ModelBackend):
    """E-mail and password, and membership of the business whose host this is."""

    def authenticate(  # type: ignore[override]  # the name is an e-mail address here
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> AbstractBaseUser | None:
        """Raises ``TooManyTries`` and ``BusinessBusy``, whether there is such a login or not."""
        email = canonical_name(username or kwargs.get("email") or "")
        if request is None:
            return super().authenticate(request, username=email, password=password)
        count_try(request, email)
        try:
            user = super().authenticate(request, username=email, password=password)
        except BusinessBusy:
            give_back(request, email)  # nobody has looked at the password
            raise
        if user is not None:
            give_back(request, email)
        return user

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return isinstance(user, User) and may_sign_in_here(user)

    def get_user(self, user_id: int) -> User | None:
        """The session's user; membership is asked where a page or endpoint needs it, with the role."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def own_login(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a page of a person's own login, whatever their role: who has signed in here sees theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_sign_in_here(cast("User", request.user)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    answer = never_cache(login_required(guarded))
    answer.is_of_own_login = True  # type: ignore[attr-defined]  # read by the test that walks all URLs
    return answer


@receiver(user_logged_in)
def remember_where(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write into the session where it holds, for SessionOfThisHostMiddleware, and since when its person is known."""
    request.session[SESSION_SCHEMA] = schema_or_public()
    request.session[WORKS_ELSEWHERE] = len(businesses_of(user)[:2]) > 1
    note_proof(request)
    begin_anew(request, user.email)


def locked_out(request: HttpRequest, refusal: TooManyTries) -> HttpResponse:
    """The page that says so after too many failures."""
    page = render(request, "429.html", {"refusal": refusal.detail}, status=refusal.status)
    page.headers["Retry-After"] = str(refusal.retry_after)
    return page
