"""Fetching a version from where it is: page by page, so that progress is seen; nobody sees it before it is whole."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length

from knowledge.errors import KnowledgeError, told_hitch, told_of_page
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.feed import Template, feed_pages, fields_of
from knowledge.fetching.mailbox import Mailbox, mailbox_pages, server_of
from knowledge.fetching.pages import Fetched
from knowledge.fetching.site import site_pages
from knowledge.fetching.web import Web
from knowledge.models import DocumentVersion, FetchedPage, Origin, ReadingState, SourceKind
from knowledge.operations.sources import MOST_BYTES, assert_has_room
from knowledge.operations.versions import forget_oldest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from knowledge.fetching.pages import Reckon

TAKEN_FOR_DEAD_AFTER = timedelta(minutes=20)
"""Twice what the task is given."""
FETCHING_SECONDS = 420.0
"""Of the task's; the rest is for the page that is under way when they are over."""
TRIES, FIRST_PAUSE = 3, timedelta(minutes=5)


def is_free(now: datetime) -> Q:
    """Of versions that nobody is at, or whose worker died."""
    waits = Q(started_at=None) & (Q(not_before=None) | Q(not_before__lte=now))
    return waits | Q(started_at__lt=now - TAKEN_FOR_DEAD_AFTER)


def fetch_version(*, version_id: int, now: datetime) -> bool:
    """Fetch it, unless somebody else does or has; whether it has been, and is to be read.

    What is only passing is tried again later, three times in all, then it has failed; anything else refuses it, in
    words. Where nothing has changed since the last time there is no such version any more.
    """
    mine = DocumentVersion.objects.filter(pk=version_id, state=ReadingState.READING, is_fetched=False)
    died = mine.filter(started_at__isnull=False).exists()
    anew = {"started_at": now, "not_before": None, "trouble": "", "pages": 0, "pages_total": 0}
    if not mine.filter(is_free(now)).update(**anew):
        return False
    version = DocumentVersion.objects.select_related("source__origin").get(pk=version_id)
    if died and _gives_up(version):
        return False
    before = _before(version)
    try:
        _take_in(version, _known(before))
        return _settle(version, before, now)
    except FetchFailed as error:
        _put_off(version, error, now)
    except KnowledgeError as error:  # no room for it
        _end(version, ReadingState.REFUSED, str(error.detail or error.title))
    except BaseException:
        _end(version, ReadingState.FAILED, "")
        raise
    return False


def _gives_up(version: DocumentVersion) -> bool:
    """A site that has outlived its workers does so every time: each death is a try."""
    version.tries += 1
    version.save(update_fields=["tries"])
    if version.tries < TRIES:
        return False
    _end(version, ReadingState.FAILED, told_hitch(Hitch.SLOW))
    return True


def _before(version: DocumentVersion) -> DocumentVersion | None:
    """The last that was fetched: what was brought back from before it says nothing of how it is there."""
    whole = version.source.versions.filter(is_fetched=True, restored_from=None, number__lt=version.number)
    return whole.order_by("-number").first()


def _known(before: DocumentVersion | None) -> dict[str, Fetched]:
    rows = before.fetched.order_by("number") if before else FetchedPage.objects.none()
    return {
        row.address: Fetched(
            address=row.address, title=row.title, sender=row.sender, tag=row.tag, modified=row.modified,
            content=None if row.content is None else bytes(row.content),
            hitch=Hitch(row.hitch) if row.content is None and row.hitch else None,
        )
        for row in rows
    }  # fmt: skip


def _take_in(version: DocumentVersion, known: Mapping[str, Fetched]) -> None:
    """Of a fetching that died before nothing stays."""
    version.fetched.all().delete()
    deadline, size = time.monotonic() + FETCHING_SECONDS, 0

    def reckon(total: int) -> None:
        DocumentVersion.objects.filter(pk=version.pk).update(pages_total=total)

    for number, page in enumerate(_pages(version.source.origin, known, reckon), 1):
        size += len(page.content or b"")
        ends = Hitch.MANY if size > MOST_BYTES else Hitch.TIME if time.monotonic() > deadline else None
        _keep(version, number, Fetched(address=page.address, hitch=ends) if ends else page)
        if ends:
            return


def _keep(version: DocumentVersion, number: int, page: Fetched) -> None:
    FetchedPage.objects.create(
        version=version, number=number, address=page.address[:500], title=page.title, sender=page.sender,
        content=page.content, digest=page.digest if page.content is not None else None, tag=page.tag,
        modified=page.modified, hitch=page.hitch or "",
    )  # fmt: skip
    DocumentVersion.objects.filter(pk=version.pk).update(pages=number)


def _pages(origin: Origin, known: Mapping[str, Fetched], reckon: Reckon) -> Iterator[Fetched]:
    named = settings.SOURCES_PRIVATE_ADDRESSES
    if origin.source.kind == SourceKind.MAILBOX:
        host, port = server_of(origin.address)
        box = Mailbox(host=host, port=port, user=origin.user, password=origin.secret, folder=origin.folder)
        yield from mailbox_pages(box, named, known, reckon)
        return
    with Web(named) as web:
        if origin.source.kind == SourceKind.FEED:
            yield from feed_pages(origin.address, web, _template(origin), reckon)
        else:
            yield from site_pages(origin.address, web, known, reckon)


def _template(origin: Origin) -> Template:
    secret = {origin.header: origin.secret} if origin.header else {}
    return Template(items_at=origin.items_at, title_at=origin.title_at, fields=fields_of(origin.taken), secret=secret)


def _settle(version: DocumentVersion, before: DocumentVersion | None, now: datetime) -> bool:
    with transaction.atomic():
        origin = Origin.objects.select_for_update().select_related("source").get(pk=version.source_id)
        origin.checked_at = now
        origin.save(update_fields=["checked_at"])
        if before is not None and before.state == ReadingState.READ and _seen(before) == _seen(version):
            version.delete()
            return False
        found = version.fetched.aggregate(pages=Count("pk"), size=Sum(Length("content")))
        size = found["size"] or 0
        if not size:
            hitch = version.fetched.exclude(hitch="").order_by("number").values_list("hitch", flat=True).first()
            _end(version, ReadingState.REFUSED, told_of_page(hitch or "") or told_hitch(Hitch.NO_PAGES))
            return False
        assert_has_room(size)
        version.is_fetched, version.size, version.pages, version.started_at = True, size, 0, None
        if origin.trusted_by and origin.source.audience is not None:
            version.told_once_read, version.decided_by = origin.source.audience, origin.trusted_by
        version.pages_total = found["pages"]
        version.save(
            update_fields=["is_fetched", "size", "pages", "pages_total", "started_at", "told_once_read", "decided_by"]
        )
        forget_oldest(origin.source)
    return True


def _seen(version: DocumentVersion) -> list[tuple[str, bytes | None]]:
    """What tells one version from another. Why a page was not read is found out by reading it."""
    rows = version.fetched.order_by("number").values_list("address", "digest")
    return [(address, None if digest is None else bytes(digest)) for address, digest in rows]


def _put_off(version: DocumentVersion, error: FetchFailed, now: datetime) -> None:
    tries = version.tries + 1
    if not error.is_passing or tries >= TRIES:
        state = ReadingState.FAILED if error.is_passing else ReadingState.REFUSED
        _end(version, state, told_hitch(error.hitch))
        return
    later = now + FIRST_PAUSE * 4 ** (tries - 1)
    DocumentVersion.objects.filter(pk=version.pk).update(
        tries=tries, not_before=later, started_at=None, trouble=told_hitch(error.hitch)
    )


def _end(version: DocumentVersion, state: ReadingState, trouble: str) -> None:
    """Nothing of it stays but why."""
    version.fetched.all().delete()
    DocumentVersion.objects.filter(pk=version.pk).update(state=state, trouble=trouble[:300], started_at=None)
