"""Writes on what a person is signed in by: browsers and programs, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import structlog
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.actors import actor_of
from tenants.deeds import done
from tenants.models import SignIn, TokenFamily
from tenants.operations.accounts import tell_of

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.models import User

logger = structlog.get_logger(__name__)

SIGN_IN_ENDED = "login.ended_from_the_list"
PROGRAM_ENDED = "api_login.ended_from_the_list"


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
        if ended:
            done(SIGN_IN_ENDED, about=f"user:{user.pk}", by=actor_of(user), detail={"sign_in": str(sign_in)})
        tell_of(user)
    return bool(ended)


def end_program(*, user: User, family: UUID) -> bool:
    """End the tokens that came from one sign-in to the API; whether they were theirs and running."""
    with transaction.atomic():
        ended = TokenFamily.objects.filter(pk=family, user=user, ended_at=None).update(ended_at=timezone.now())
        if ended:
            done(PROGRAM_ENDED, about=f"user:{user.pk}", by=actor_of(user), detail={"family": str(family)})
    return bool(ended)
