"""Signing in, out, and in vain, by whichever door: Django tells of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from tenants.actors import Actor, actor_of
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.models import User

SIGNED_IN = "login.succeeded"
SIGNED_OUT = "login.ended"
REFUSED = "login.failed"
STRANGER = Actor(kind="customer", id="stranger")
"""Who has not shown to be anybody."""
LONGEST_NAME = 254


@receiver(user_logged_in)
def signed_in(user: User, **_kwargs: Any) -> None:
    done(SIGNED_IN, about=f"user:{user.pk}", by=actor_of(user))


@receiver(user_logged_out)
def signed_out(user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        done(SIGNED_OUT, about=f"user:{user.pk}", by=actor_of(user))


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], **_kwargs: Any) -> None:
    """Of what was typed as the name only addresses are kept: people type their passwords there."""
    typed = str(credentials.get("username", ""))[:LONGEST_NAME]
    done(REFUSED, about="login", by=STRANGER, particulars={"login": typed if "@" in typed else ""})
