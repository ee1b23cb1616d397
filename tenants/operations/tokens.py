"""Writes on the families of refresh tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from tenants.actors import actor_of
from tenants.deeds import done
from tenants.models import TokenFamily

if TYPE_CHECKING:
    from tenants.models import User
    from tenants.operations.devices import Where

FAMILY_STARTED = "api_login.succeeded"
FAMILY_ENDED = "api_login.ended"
USED_TWICE = "api_login.token_used_twice"


def start_family(*, user: User, newest: str, where: Where) -> TokenFamily:
    """Begin a family with its first token; what the user has not used for a token's lifetime is forgotten."""
    now = timezone.now()
    with transaction.atomic():
        TokenFamily.objects.filter(user=user, used_at__lt=now - RefreshToken.lifetime).delete()
        family = TokenFamily.objects.create(user=user, newest=newest, started_at=now, used_at=now, **where._asdict())
        done(FAMILY_STARTED, about=f"user:{user.pk}", by=actor_of(user), detail={"family": str(family.pk)})
    return family


def renew(*, family: str, used: str, newest: str) -> bool:
    """Let the newest token follow the used one; whether it could. A token used before ends the family."""
    running = TokenFamily.objects.filter(pk=family, ended_at=None)
    if running.filter(newest=used).update(newest=newest, used_at=timezone.now()):
        return True
    end(family, USED_TWICE)
    return False


def end_family(*, family: str) -> None:
    end(family, FAMILY_ENDED)


def end(family: str, deed: str) -> None:
    with transaction.atomic():
        ended = TokenFamily.objects.filter(pk=family, ended_at=None)
        held = ended.select_related("user").select_for_update(of=("self",)).first()
        if held is not None:
            ended.update(ended_at=timezone.now())
            done(deed, about=f"user:{held.user_id}", by=actor_of(held.user), detail={"family": str(family)})
