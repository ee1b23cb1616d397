"""Who asks, of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from artifacts.operations.asking import Member
from tenants.actors import actor_of
from tenants.bearer import KeyBearer
from tenants.context import current_schema
from tenants.rules import permissions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from tenants.models import User


def member_of(user: User | AnonymousUser | KeyBearer) -> Member:
    """Of a key it is who made it, with what the key may."""
    key = user.maker_id if isinstance(user, KeyBearer) else user.pk
    permissions = permissions_of(user, current_schema())
    return Member(int(key or 0), permissions, actor_of(user), get_language() or "en")
