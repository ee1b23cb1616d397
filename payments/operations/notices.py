"""The inbox of notices: each is kept once with what came of it; one that is not ours changes nothing and is listed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from payments.errors import NoticeRefused
from payments.models import Notice, Payment, Verdict
from payments.operations.telling import take_down

if TYPE_CHECKING:
    from datetime import datetime

    from payments.models import Way
    from payments.ports import NoticeRead, Provider

MOST_REFUSED = 200
"""In an hour: whoever sends forged notices fills no table with them; further ones are counted on the newest."""


def receive_notice(
    *, provider: Provider, way: Way, account: str, body: bytes, signature: str, now: datetime, schema: str = ""
) -> Verdict:
    """Take a notice in, in one transaction with all it changes. Sent again, it changes nothing and is counted.

    ``schema`` is the business whose own account it is, none for the platform's.
    """
    try:
        read = provider.read(body, signature, now=now)
    except NoticeRefused as refused:
        _list_refused(account, schema, Verdict(refused.why), now)
        return Verdict(refused.why)
    with transaction.atomic():
        notice, is_new = Notice.objects.get_or_create(
            account=account,
            key=read.id,
            defaults={"schema": schema, "type": read.type[:80], "verdict": Verdict.UNKNOWN, "came_at": now},
        )
        if not is_new:
            Notice.objects.filter(pk=notice.pk).update(times=F("times") + 1)
            if notice.verdict != Verdict.STRANGER:
                return Verdict(notice.verdict)
        return _act_on(notice, read, way)


def _act_on(notice: Notice, read: NoticeRead, way: Way) -> Verdict:
    """One of a stranger is looked at again when it is sent again: its payment may be known by then."""
    if read.told is None:
        return Verdict.UNKNOWN
    verdict = take_down(read.told, way=way, account=notice.account)
    reference = read.told.payment or read.told.reference
    known = Payment.objects.filter(way=way, account=notice.account, reference=reference).first()
    notice.verdict, notice.about = verdict, read.told.reference
    notice.schema = known.schema if known else notice.schema
    notice.save(update_fields=["verdict", "about", "schema"])
    return verdict


def _list_refused(account: str, schema: str, verdict: Verdict, now: datetime) -> None:
    with transaction.atomic():
        lately = Notice.objects.filter(account=account, key="", came_at__gt=now - timedelta(hours=1))
        if lately.count() < MOST_REFUSED:
            Notice.objects.create(account=account, schema=schema, verdict=verdict, came_at=now)
        else:
            newest = lately.order_by("-came_at", "-pk").values("pk")[:1]
            Notice.objects.filter(pk__in=newest).update(times=F("times") + 1)
