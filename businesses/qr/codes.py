"""Making and withdrawing codes, and counting their scans."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum

from businesses.models import QrCode, QrPurpose, QrScan, Resource, ResourceKind
from businesses.queries import business_date_at
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from tenants.actors import Actor

QR_CODES_MADE = "qr_codes.made"
QR_CODE_WITHDRAWN = "qr_code.withdrawn"
LATELY = timedelta(days=30)


def make_table_codes(*, by: Actor) -> list[QrCode]:
    """Give a code to every table in use that has none; those that were made. A second time: none."""
    with transaction.atomic():
        tables = list(
            Resource.objects.select_for_update()
            .filter(kind=ResourceKind.TABLE, is_active=True)
            .order_by("position", "name", "pk")
        )
        # Asked for once the tables are held: somebody else may have been making the same codes.
        having = set(QrCode.objects.filter(withdrawn_at=None, table__in=tables).values_list("table", flat=True))
        made = [QrCode.objects.create(purpose=QrPurpose.TABLE, table=each) for each in tables if each.pk not in having]
        if made:
            done(QR_CODES_MADE, about="qr_codes", by=by, detail={"count": len(made)})
    return made


def withdraw_codes(*, codes: Iterable[QrCode], by: Actor, now: datetime) -> int:
    """From now on they open nothing, and say so; how many did until now."""
    count = 0
    with transaction.atomic():
        for code in codes:
            if QrCode.objects.filter(pk=code.pk, withdrawn_at=None).update(withdrawn_at=now):
                done(QR_CODE_WITHDRAWN, about=f"qrcode:{code.pk}", by=by)
                count += 1
    return count


def count_scan(*, code: QrCode, now: datetime) -> None:
    """One more on the business's day; nothing of who it was is kept."""
    day = business_date_at(now)
    today = QrScan.objects.filter(qr_code=code, day=day)
    if today.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            QrScan.objects.create(qr_code=code, day=day, count=1)
    except IntegrityError:  # somebody else's was the first of the day
        today.update(count=F("count") + 1)


def with_scans(codes: QuerySet[QrCode], *, today: date) -> QuerySet[QrCode]:
    """With how often each was scanned in all (``scanned``), and within the last thirty days (``scanned_lately``)."""
    lately = Q(scans__day__gt=today - LATELY)
    return codes.annotate(scanned=Sum("scans__count"), scanned_lately=Sum("scans__count", filter=lately))


def sheet_codes() -> QuerySet[QrCode]:
    """What is printed for the tables in use, in their order."""
    live = QrCode.objects.filter(withdrawn_at=None, purpose=QrPurpose.TABLE, table__is_active=True)
    return live.select_related("table").order_by("table__area", "table__position", "table__name")
