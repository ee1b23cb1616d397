"""The addresses that are mailed to a person, or shown to who has just signed up, and what each of them proves.

Whoever opens a mailed link reads the mailbox.  No page shows one, so nobody else comes by it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tenants.context import enter, public
from tenants.errors import TokenForged
from tenants.hosts import url_of
from tenants.models import User
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from tenants.models import Business, Invitation

INVITATION, CONFIRMATION, NEW_ADDRESS, ENTRY = "invitation", "confirm-address", "new-address", "enter"
SWITCH = "switch"
INVITATION_LIFETIME = timedelta(days=3)
CONFIRMATION_LIFETIME = timedelta(days=3)
ENTRY_LIFETIME = timedelta(minutes=10)
SWITCH_LIFETIME = timedelta(seconds=30)
"""A browser follows it at once."""


def address(path: str, business: Business | None) -> str:
    """The path on the business's host, or on the platform's."""
    return url_of(business.slug, path) if business else f"{settings.PLATFORM_URL.rstrip('/')}{path}"


def invitation_link(invitation: Invitation) -> str:
    """Only the newest link of an invitation opens it: the nonce changes with each that is mailed."""
    payload = {"invitation": invitation.pk, "nonce": invitation.nonce}
    with enter(invitation.business.schema_name):
        token = sign(INVITATION, payload, lifetime=INVITATION_LIFETIME)
    return address(reverse("invitation", args=[token], urlconf="config.urls"), invitation.business)


def password_link(user: User, business: Business | None) -> str:
    """Where a new password is chosen; good once, and for ``PASSWORD_RESET_TIMEOUT`` seconds."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password", args=[key, default_token_generator.make_token(user)], urlconf="config.urls")
    return address(path, business)


def confirmation_link(user: User, business: Business | None) -> str:
    """Where somebody who has signed in confirms that the mailbox is theirs: link and password prove one person."""
    with public():
        token = sign(CONFIRMATION, {"user": user.pk, "email": user.email}, lifetime=CONFIRMATION_LIFETIME)
    return address(reverse("confirm-address", args=[token], urlconf="config.urls"), business)


def is_confirmed_by(user: User, token: str) -> bool:
    """Whether the token was mailed to the user's address. Raises ``TokenForged`` or ``TokenExpired``."""
    with public():
        payload = unsign(CONFIRMATION, token)
    return bool(payload["user"] == user.pk and payload["email"] == user.email)


def new_address_link(user: User, email: str, business: Business | None) -> str:
    """Where who has signed in takes another address; good as long as the one they have stays what it is."""
    with public():
        payload = {"user": user.pk, "from": user.email, "to": email}
        token = sign(NEW_ADDRESS, payload, lifetime=CONFIRMATION_LIFETIME)
    return address(reverse("new-address", args=[token], urlconf="config.urls"), business)


def proved_address(user: User, token: str) -> str:
    """The address the person's link was mailed to. Raises ``TokenForged`` or ``TokenExpired``."""
    with public():
        payload = unsign(NEW_ADDRESS, token)
    if payload["user"] != user.pk or payload["from"] != user.email:
        raise TokenForged
    return str(payload["to"])


def entry_link(user: User, business: Business) -> str:
    """The way in for who has just created the business: a session does not go from one host to another."""
    with enter(business.schema_name):
        token = sign(ENTRY, {"user": user.pk, "since": _last_login(user)}, lifetime=ENTRY_LIFETIME)
    return address(reverse("signup-enter", args=[token], urlconf="config.urls"), business)


def user_entering(token: str) -> User:
    """Whom the token lets in, on the host it was made for, once. Raises ``TokenForged`` or ``TokenExpired``."""
    payload = unsign(ENTRY, token)
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if user is None or _last_login(user) != payload["since"]:
        raise TokenForged
    return user


def switch_link(user: User, business: Business, *, proved_at: float) -> str:
    """The way to another business of a signed-in person's, with when they last proved who they are."""
    with enter(business.schema_name):
        payload = {"user": user.pk, "since": _last_login(user), "as": _signed_in_as(user), "proved": proved_at}
        token = sign(SWITCH, payload, lifetime=SWITCH_LIFETIME)
    return address(reverse("switch", args=[token], urlconf="config.urls"), business)


def user_switching(token: str) -> tuple[User, float]:
    """Whom the token lets in here, once, and when they proved themselves. Raises ``TokenForged``, ``TokenExpired``."""
    payload = unsign(SWITCH, token)
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if user is None or (_last_login(user), _signed_in_as(user)) != (payload["since"], payload["as"]):
        raise TokenForged
    return user, float(payload["proved"])


def _signed_in_as(user: User) -> str:
    """Ends with the password, and at signing out everywhere."""
    return salted_hmac(SWITCH, user.get_session_auth_hash()).hexdigest()[:32]


def _last_login(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""
