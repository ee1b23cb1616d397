"""How a person's own pages are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tenants.actors import actor_of
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.models import User

PREFERENCES_CHANGED = "user.preferences_changed"


def choose_language(*, user: User, language: str, clock: str) -> None:
    """Show the person's pages in this language and clock; "" is the browser's and the country's.

    The caller's form has checked both. Nothing new changes nothing.
    """
    if (user.language, user.clock) == (language, clock):
        return
    with transaction.atomic():
        user.language, user.clock = language, clock
        user.save(update_fields=["language", "clock"])
        detail = {"language": language, "clock": clock}
        done(PREFERENCES_CHANGED, about=f"user:{user.pk}", by=actor_of(user), detail=detail)
