"""Writes on a person's login. An address is an identity once its mailbox has been proved, and not before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.accounts.links import is_confirmed_by, proved_address
from tenants.accounts.notices import Notice, post_notice
from tenants.accounts.post import post_confirmation, post_new_address, post_password_link
from tenants.actors import actor_of
from tenants.deeds import done
from tenants.errors import AddressTaken, TokenForged
from tenants.limits.names import canonical_name
from tenants.models import TokenFamily, User, new_nonce
from tenants.provisioning.steps import rights_changed
from tenants.second_factor import forget_second_factor
from tenants.standing import businesses_of

if TYPE_CHECKING:
    from tenants.actors import Actor
    from tenants.models import Business

ADDRESS_CONFIRMED = "login.address_confirmed"
PASSWORD_CHOSEN = "login.password_chosen"  # noqa: S105  # a deed's name
PASSWORD_CHANGED = "login.password_changed"  # noqa: S105  # a deed's name
ADDRESS_CHANGED = "login.address_changed"
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
            held.identities.all().delete()
            held.passkeys.all().delete()
            held.email_verified_at = timezone.now()
            held.name = name or held.name
        held.set_password(password)
        held.save(update_fields=["password", "name", "email_verified_at"])
        done(PASSWORD_CHOSEN, about=f"user:{user.pk}", by=actor_of(held))
        _end_devices(held)
        tell_of(held)
    user.refresh_from_db()


def change_password(*, user: User, password: str) -> None:
    """Set the password for who has just proved to be the person; every session and token ends, and they are told."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        _end_devices(user)
        tell_of(user)
        done(PASSWORD_CHANGED, about=f"user:{user.pk}", by=actor_of(user))
        post_notice(user, Notice.PASSWORD)


def ask_new_address(*, user: User, email: str, business: Business | None) -> None:
    """Mail the link to the address the person wants; nothing is changed before they open it."""
    post_new_address(user, canonical_name(email), business)


def change_address(*, user: User, token: str) -> None:
    """Let the login have the address its mailed link proves; the old one is told.

    Raises ``TokenForged``, ``TokenExpired``, and ``AddressTaken`` where another login has it meanwhile.
    """
    email, before = proved_address(user, token), user.email
    try:
        with transaction.atomic():
            post_notice(user, Notice.ADDRESS, to=before)
            user.email, user.email_verified_at = email, timezone.now()
            user.save(update_fields=["email", "email_verified_at"])
            values = {"email": [before, email]}
            done(ADDRESS_CHANGED, about=f"user:{user.pk}", by=actor_of(user), particulars={"values": values})
    except IntegrityError:
        user.refresh_from_db()
        raise AddressTaken from None


def sign_out_everywhere(*, user: User, by: Actor) -> None:
    """End every session and token of the person, on every host; their open pages are closed."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_nonce=new_nonce())
        done(SIGNED_OUT_EVERYWHERE, about=f"user:{user.pk}", by=by)
        _end_devices(user)
        tell_of(user)


def _end_devices(user: User) -> None:
    """What the change of password or nonce has ended already is not listed any more either."""
    Session.objects.filter(sign_in__user=user).delete()
    TokenFamily.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())


def tell_of(user: User) -> None:
    """Whatever is open in the person's name asks anew whether it may be, once this is committed."""
    for business in businesses_of(user):
        transaction.on_commit(partial(rights_changed, business))
