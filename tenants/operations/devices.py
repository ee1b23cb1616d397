"""Writes on what a person is signed in by: browsers and programs, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import structlog
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.models import SignIn, TokenFamily
from tenants.operations.accounts import tell_of

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.models import User

logger = structlog.get_logger(__name__)


class Where(NamedTuple):
    """From where a login is used: on which host, from which address, by which browser or program."""

    schema: str
    address: str
    browser: str


def note_visit(*, session_key: str, user_id: int, where: Where) -> None:
    """Keep when and from where the session was last used."""
    now = timezone.now()
    seen = {"user_id": user_id, "seen_at": now, **where._asdict()}
    try:
        SignIn.objects.update_or_create(
            session_id=session_key, defaults=seen, create_defaults={**seen, "started_at": now}
        )
    except IntegrityError:
        logger.info("session_ended_meanwhile", user_id=user_id)


def end_sign_in(*, user: User, sign_in: UUID) -> bool:
    """End one of the person's sessions, with the pages open in it; whether it was theirs and there."""
    with transaction.atomic():
        ended, _rows = Session.objects.filter(sign_in__pk=sign_in, sign_in__user=user).delete()
        tell_of(user)
    logger.info("sign_in_ended", user_id=user.pk, found=bool(ended))
    return bool(ended)


def end_program(*, user: User, family: UUID) -> bool:
    """End the tokens that came from one sign-in to the API; whether they were theirs and running."""
    running = TokenFamily.objects.filter(pk=family, user=user, ended_at=None)
    ended = running.update(ended_at=timezone.now())
    logger.info("program_ended", user_id=user.pk, found=bool(ended))
    return bool(ended)
