"""Sources that are elsewhere: connected, looked at again and again, believed or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from knowledge.errors import OriginRefused, told_hitch
from knowledge.events import LOOK_ASKED, ORIGIN_CHANGED, SOURCE_ADDED
from knowledge.fetching.addresses import host_and_port, number_of, plain
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.feed import fields_of
from knowledge.fetching.mailbox import server_of
from knowledge.models import DocumentVersion, Origin, ReadingState, Source, SourceKind
from knowledge.models.origins import LONGEST_SECRET, Often
from knowledge.operations.sources import LONGEST_TITLE, assert_one_more
from reports.rhythm import Every, Rhythm
from tenants.actors import SYSTEM
from tenants.context import current_business
from tenants.deeds import done
from tenants.outward import is_named

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.actors import Actor

NIGHT, LASTS = 2, 180
"""Sites are looked at when few are on them: from this hour of the business's on, spread over so many minutes."""
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
OURS = {"host", "connection", "content-length", "transfer-encoding", "accept", "accept-encoding", "user-agent", "te"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an owner says of a source elsewhere; what its fields mean, ``models.Origin`` tells."""

    kind: SourceKind
    address: str
    title: str = ""
    items_at: str = ""
    title_at: str = ""
    taken: str = ""
    header: str = ""
    user: str = ""
    folder: str = ""
    secret: str = ""
    often: str = Often.NEVER


def add_origin(*, wanted: Wanted, by: Actor, now: datetime) -> DocumentVersion:
    """Connect a source: ``fetch_version`` fetches it, in a task, and nobody is told before it is approved.

    Raises ``OriginRefused`` with the field that is wrong, ``TooManySources``.
    """
    check(wanted)
    with transaction.atomic():
        assert_one_more()
        title = " ".join((wanted.title or wanted.address).split())[:LONGEST_TITLE]
        source = Source.objects.create(title=title, kind=wanted.kind, created_by=str(by), created_at=now)
        origin = Origin(
            source=source, address=wanted.address.strip(), items_at=wanted.items_at, title_at=wanted.title_at,
            taken=wanted.taken, header=wanted.header, user=wanted.user, folder=wanted.folder, secret=wanted.secret,
            often=wanted.often,
        )  # fmt: skip
        origin.next_at = next_look(origin, now)
        origin.save(force_insert=True)
        done(SOURCE_ADDED, about=f"source:{source.pk}", by=by, detail={"kind": wanted.kind, "often": wanted.often})
        return _look(source, by, now)


def check(wanted: Wanted) -> None:
    """Raises ``OriginRefused``: for an address that leads nowhere, or into a private network, too."""
    try:
        if wanted.kind == SourceKind.MAILBOX:
            host, port = server_of(wanted.address)
        else:
            host, port = host_and_port(plain(wanted.address))
        number_of(host, port, settings.SOURCES_PRIVATE_ADDRESSES)
    except FetchFailed as error:
        raise OriginRefused("address", told_hitch(error.hitch)) from error
    if wanted.kind == SourceKind.MAILBOX and not (wanted.user and wanted.secret):
        raise OriginRefused("user" if not wanted.user else "secret", _("A mailbox needs a user and a password."))
    if wanted.kind == SourceKind.FEED:
        _check_feed(wanted)


def _check_feed(wanted: Wanted) -> None:
    try:
        fields = fields_of(wanted.taken)
    except ValueError as error:
        raise OriginRefused("taken", _("“%(line)s” has no path. Write: Price = price") % {"line": error}) from error
    if not fields and not wanted.title_at:
        raise OriginRefused("taken", _("Say what is taken of each item, a field a line."))
    if bool(wanted.header) != bool(wanted.secret):
        raise OriginRefused("header" if wanted.secret else "secret", _("A header needs a value, and a value a header."))
    if wanted.header and (not _HEADER.fullmatch(wanted.header) or wanted.header.lower() in OURS):
        raise OriginRefused("header", _("This header cannot be sent. Most servers want “Authorization”."))
    _check_value(wanted.secret, wanted.kind)
    place = plain(wanted.address)
    is_open = place.startswith("http:") and not is_named(*host_and_port(place), settings.SOURCES_PRIVATE_ADDRESSES)
    if wanted.secret and is_open:
        raise OriginRefused("address", told_hitch(Hitch.OPEN_LINE))


def _check_value(secret: str, kind: str) -> None:
    if kind == SourceKind.FEED and not (secret.isascii() and secret.isprintable()):
        raise OriginRefused("secret", _("A header takes plain letters, digits and signs on one line."))
    if len(secret) > LONGEST_SECRET:
        raise OriginRefused("secret", _("It is too long."))


def change_origin(
    *, source_id: UUID, often: str, is_trusted: bool, by: Actor, now: datetime, secret: str = ""
) -> Origin:
    """How often it is looked at, and whether newer versions are told without asking: to whom it is told already.

    A ``secret`` takes the place of the one there is. Raises ``OriginRefused`` where it is to be trusted though anybody
    may write into it, for an unknown ``often``, and for a ``secret`` that cannot be sent.
    """
    if often not in Often.values:
        raise OriginRefused("often", _("Choose how often."))
    with transaction.atomic():
        origin = Origin.objects.select_for_update().select_related("source").get(pk=source_id)
        if is_trusted and origin.source.kind == SourceKind.MAILBOX:
            raise OriginRefused("trusted", _("Anybody may write to a mailbox: look at what came before it is told."))
        origin.often, origin.trusted_by = often, (origin.trusted_by or str(by)) if is_trusted else ""
        origin.next_at = next_look(origin, now)
        if secret and origin.secret:
            _check_value(secret, origin.source.kind)
            origin.secret = secret
        origin.save(update_fields=["often", "trusted_by", "next_at", "secret"])
        told = {"often": often, "trusted": is_trusted, "secret": bool(secret)}
        done(ORIGIN_CHANGED, about=f"source:{source_id}", by=by, detail=told)
    return origin


def look_now(*, source_id: UUID, by: Actor, now: datetime) -> DocumentVersion:
    """Fetch it once more; where somebody does already, that is the one."""
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id, origin__isnull=False)
        under_way = _under_way(source)
        if under_way is None:
            done(LOOK_ASKED, about=f"source:{source_id}", by=by)
        return under_way or _look(source, by, now)


def look_at_due(*, now: datetime) -> list[int]:
    """Begin what is due; the versions to be fetched. Of several times that were missed one is made up for."""
    with transaction.atomic():
        due = Origin.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
        begun = []
        for origin in due.select_related("source").order_by("next_at", "pk"):
            if _under_way(origin.source) is None:
                begun.append(_look(origin.source, SYSTEM, now).pk)
            origin.next_at = next_look(origin, now)
            origin.save(update_fields=["next_at"])
    return begun


def next_look(origin: Origin, now: datetime) -> datetime | None:
    if not origin.often:
        return None
    minute = origin.pk.int % LASTS
    added = origin.source.created_at.astimezone(current_business().zone)
    rhythm = Rhythm(Every(origin.often), added.isoweekday(), 1, time(NIGHT + minute // 60, minute % 60))
    return rhythm.after(now, current_business().zone)


def _under_way(source: Source) -> DocumentVersion | None:
    return source.versions.filter(state=ReadingState.READING).order_by("-number").first()


def _look(source: Source, by: Actor, now: datetime) -> DocumentVersion:
    """A version that is to be fetched, in place of those that could not be."""
    latest = source.versions.aggregate(latest=Max("number"))["latest"] or 0
    source.versions.filter(state__in=(ReadingState.FAILED, ReadingState.REFUSED), is_fetched=False).delete()
    return DocumentVersion.objects.create(
        source=source, number=latest + 1, is_fetched=False, created_by=str(by), created_at=now
    )
