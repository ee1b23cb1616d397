"""A business that is deleted: what was counted of it goes; invoices and ledger stay, as the law asks of the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from billing.models import OwnerMail, Payer, Period, Standing, Subscription
from billing.operations.usage import forget_usage

if TYPE_CHECKING:
    from tenants.models import Business


def forget_business(business: Business) -> None:
    """All of one that was never billed; of another what its invoices do not stand on. It pays nothing from now on."""
    schema, now = business.schema_name, timezone.now()
    forget_usage(schema=schema)
    Payer.objects.filter(schema=schema).delete()
    OwnerMail.objects.filter(schema=schema).delete()
    Period.objects.filter(schema=schema, lines=None).delete()
    if Period.objects.filter(schema=schema).exists():
        paid = Period.objects.filter(schema=schema, starts_at__lt=now, ends_at__gt=now, fee__gt=0)
        left = {"left_at": now} if paid.update(ends_at=now) else {}
        Subscription.objects.filter(schema=schema).update(standing=Standing.ENDED, **left)
    else:
        Subscription.objects.filter(schema=schema).delete()
