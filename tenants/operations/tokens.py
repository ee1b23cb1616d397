"""Writes on the families of refresh tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from tenants.models import TokenFamily

if TYPE_CHECKING:
    from tenants.models import User
    from tenants.operations.devices import Where

logger = structlog.get_logger(__name__)


def start_family(*, user: User, newest: str, where: Where) -> TokenFamily:
    """Begin a family with its first token; what the user has not used for a token's lifetime is forgotten."""
    now = timezone.now()
    TokenFamily.objects.filter(user=user, used_at__lt=now - RefreshToken.lifetime).delete()
    return TokenFamily.objects.create(user=user, newest=newest, started_at=now, used_at=now, **where._asdict())


def renew(*, family: str, used: str, newest: str) -> bool:
    """Let the newest token follow the used one; whether it could. A token used before ends the family."""
    running = TokenFamily.objects.filter(pk=family, ended_at=None)
    if running.filter(newest=used).update(newest=newest, used_at=timezone.now()):
        return True
    if running.update(ended_at=timezone.now()):
        logger.warning("refresh_token_used_twice", family=family)
    return False


def end_family(*, family: str) -> None:
    TokenFamily.objects.filter(pk=family, ended_at=None).update(ended_at=timezone.now())
