"""A member says something to the assistant: answered, asked back, or something begins to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from artifacts.blocks import one_line
from artifacts.errors import WrongText
from artifacts.events import SESSION_DELETED
from artifacts.graph.asking import AskContext, run
from artifacts.graph.deciding import Asker
from artifacts.models import LONGEST_TITLE, Exchange, Session
from artifacts.operations.making import request_artifact
from artifacts.queries import sessions_of
from artifacts.sources import as_json
from businesses.desk import current_desk
from businesses.queries.hours import business_date_at
from knowledge.rules import audience_of
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from artifacts.graph.asking import Said
    from artifacts.kinds import Kind
    from tenants.actors import Actor

LONGEST_MESSAGE = 2_000
MOST_SESSIONS = 200
"""Of a member; the oldest goes. What was made in it stays."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who asks: ``key`` is the user's, or of a program the one's who made its API key. ``spoken`` is their language."""

    key: int
    permissions: frozenset[str]
    by: Actor
    spoken: str


def ask(
    *,
    text: str,
    member: Member,
    now: datetime,
    session_id: UUID | None = None,
    key: str = "",
    kind: Kind | None = None,
    on_stage: Callable[[str], None] = lambda _stage: None,
) -> Exchange:
    """What it came to, kept in the session; in a new one where none is named. The same ``key`` is said once.

    ``kind`` is what is to be made, where that is not for the words to tell. Raises ``WrongText``, and
    ``Session.DoesNotExist`` for one that is not theirs.
    """
    said = text.strip()
    if not said or len(said) > LONGEST_MESSAGE:
        raise WrongText
    session = sessions_of(member.key).get(pk=session_id) if session_id else None
    if session and key and (known := session.exchanges.select_related("artifact").filter(key=key).first()):
        return known
    before = session.exchanges.order_by("-number").first() if session else None
    desk = current_desk()
    asker = Asker(
        member.permissions,
        audience_of(member.permissions),
        str(session.pk) if session else "",
        business_date_at(now),
    )
    with translation.override(member.spoken):
        context = AskContext(
            text=said,
            spoken=member.spoken.split("-")[0],
            desk=desk,
            now=now,
            asker=asker,
            before=(about_of(before), before.choices) if before else ("", []),
            kind=kind,
        )
        found = run(context, on_stage)
    about = about_of(before) if before and found.is_choice else ""
    return _kept(said, found, session, member=member, key=key, now=now, about=about)


def about_of(exchange: Exchange) -> str:
    """What a choice that is taken now is about, however many questions it has taken."""
    return exchange.about or exchange.asked


def _kept(
    text: str,
    found: Said,
    session: Session | None,
    *,
    member: Member,
    key: str,
    now: datetime,
    about: str,
) -> Exchange:
    with transaction.atomic():
        if session is None:
            session = _begun(text, member, now)
        else:
            Session.objects.select_for_update().get(pk=session.pk)
            Session.objects.filter(pk=session.pk).update(last_at=now)
        if key and (known := session.exchanges.select_related("artifact").filter(key=key).first()):
            return known
        artifact = None
        if found.wish is not None:
            artifact = request_artifact(wish=found.wish, session=session, by=member.by, now=now)
        latest = session.exchanges.aggregate(latest=Max("number"))["latest"] or 0
        return Exchange.objects.create(
            session=session,
            number=latest + 1,
            key=key,
            asked=text,
            about=about,
            told=found.told,
            outcome=found.outcome,
            sources=as_json(found.sources),
            choices=found.choices,
            artifact=artifact,
            created_at=now,
        )


def _begun(text: str, member: Member, now: datetime) -> Session:
    old = sessions_of(member.key)[MOST_SESSIONS - 1 :].values_list("pk", flat=True)
    Session.objects.filter(pk__in=list(old)).delete()
    return Session.objects.create(
        member_id=member.key, title=one_line(text)[:LONGEST_TITLE], created_at=now, last_at=now
    )


def begin_session(*, title: str, member: Member, now: datetime) -> Session:
    """One in which nothing was said yet."""
    with transaction.atomic():
        return _begun(title, member, now)


def delete_session(*, session_id: UUID, member: int, by: Actor) -> None:
    """With all that was said in it; what was made stays. One that is gone stays gone."""
    with transaction.atomic():
        if sessions_of(member).filter(pk=session_id).delete()[0]:
            done(SESSION_DELETED, about=f"session:{session_id}", by=by)
