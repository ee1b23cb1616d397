"""Writes on a person's login. An address is an identity once its mailbox has been proved, and not before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tenants.accounts.links import is_confirmed_by
from tenants.accounts.post import post_confirmation, post_password_link
from tenants.actors import actor_of
from tenants.deeds import done
from tenants.errors import TokenForged
from tenants.limits.names import canonical_name
from tenants.models import User, new_nonce
from tenants.provisioning.steps import rights_changed
from tenants.second_factor import forget_second_factor

if TYPE_CHECKING:
    from tenants.models import Business

ADDRESS_CONFIRMED = "login.address_confirmed"
PASSWORD_CHOSEN = "login.password_chosen"  # noqa: S105  # a deed's name
SIGNED_OUT_EVERYWHERE = "login.ended_everywhere"


def ask_to_confirm(*, user: User, business: Business | None) -> None:
    """Mail the link that confirms the address, on the host of the business or of the platform."""
    post_confirmation(user, business)


def confirm_address(*, user: User, token: str) -> None:
    """The signed-in person has opened the link that was mailed to them. Raises ``TokenForged`` or ``TokenExpired``."""
    if not is_confirmed_by(user, token):
        raise TokenForged
    with transaction.atomic():
        User.objects.filter(pk=user.pk, email_verified_at=None).update(email_verified_at=timezone.now())
        done(ADDRESS_CONFIRMED, about=f"user:{user.pk}", by=actor_of(user))


def send_password_link(*, email: str, business: Business | None) -> None:
    """Mail the link to a new password where there is such a login; the worker looks: no answer tells by its time."""
    post_password_link(canonical_name(email), business)


def choose_password(*, user: User, password: str, name: str = "") -> None:
    """Set the password for who holds the mailbox, as a mailed link has shown: that proves the address as well.

    Where it was not proved before, somebody else may have made the login: their password, codes and sessions end.
    """
    with transaction.atomic():
        held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not held.is_verified:
            forget_second_factor(held)
            held.email_verified_at = timezone.now()
            held.name = name or held.name
        held.set_password(password)
        held.save(update_fields=["password", "name", "email_verified_at"])
        done(PASSWORD_CHOSEN, about=f"user:{user.pk}", by=actor_of(held))
        tell_of(held)
    user.refresh_from_db()


def sign_out_everywhere(*, user: User) -> None:
    """End every session and token of the person, on every host; their open pages are closed."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_nonce=new_nonce())
        done(SIGNED_OUT_EVERYWHERE, about=f"user:{user.pk}", by=actor_of(user))
        tell_of(user)


def tell_of(user: User) -> None:
    """Whatever is open in the person's name asks anew whether it may be, once this is committed."""
    for membership in user.memberships.select_related("business"):
        transaction.on_commit(partial(rights_changed, membership.business))
