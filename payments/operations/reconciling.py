"""Comparing the provider's books with ours: what word was lost of is taken down; what then still differs is named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from payments.models import Difference, Dispute, Payment, Refund, Verdict, Way
from payments.operations.telling import take_down
from payments.ports import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from payments.ports import Provider, Told

STILL_UNDER_WAY = timedelta(hours=1)
"""A payment asked for less long ago may be on its way."""

Found = tuple[str, str, str, str, str]
"""schema, reference, what, theirs, ours"""


def reconcile(*, provider: Provider, way: Way, account: str, since: datetime, now: datetime) -> list[Difference]:
    """Take down everything the provider knows since then, and name each difference that stays. Again: nothing new.

    A difference that is no more is marked as settled.
    """
    told = list(provider.all_since(since, now=now))
    strange = [(each, verdict) for each in told if (verdict := take_down(each, way=way, account=account)) in _STRANGE]
    found = [
        *_strangers(strange),
        *_unknown_to_them(told, way, account, since, now),
        *_refunds_of_theirs(way, account, since),
        *_open_disputes(way, account),
    ]
    named = [_name(account, each, now) for each in found]
    old = Difference.objects.filter(account=account, settled_at=None)
    old.exclude(pk__in=[each.pk for each in named]).update(settled_at=now)
    return named


_STRANGE = frozenset({Verdict.STRANGER, Verdict.DIFFERS})


def _strangers(strange: list[tuple[Told, Verdict]]) -> Iterator[Found]:
    for told, verdict in strange:
        ours = Payment.objects.filter(reference=told.payment or told.reference).first()
        what = "not known here" if verdict == Verdict.STRANGER else "another amount"
        yield (
            ours.schema if ours else "",
            told.reference,
            what,
            f"{told.state} {told.amount} {told.currency}",
            f"{ours.state} {ours.amount} {ours.currency}" if ours else "",
        )


def _unknown_to_them(told: list[Told], way: Way, account: str, since: datetime, now: datetime) -> Iterator[Found]:
    """Payments we hold for paid, which the provider does not list."""
    theirs = {each.reference for each in told if each.kind == Kind.PAYMENT}
    ours = Payment.objects.filter(way=way, account=account, started_at__gte=since, started_at__lt=now - STILL_UNDER_WAY)
    for payment in ours.exclude(reference__in=theirs).filter(state=State.PAID):
        yield payment.schema, payment.reference, "not known there", "", payment.state


def _refunds_of_theirs(way: Way, account: str, since: datetime) -> Iterator[Found]:
    """Made by their own means: no credit note here says what for."""
    rows = Refund.objects.filter(payment__way=way, payment__account=account, is_ours=False, made_at__gte=since)
    for refund in rows:
        yield refund.schema, refund.reference, "refund made there", str(refund.amount), "0.00"


def _open_disputes(way: Way, account: str) -> Iterator[Found]:
    for dispute in Dispute.objects.filter(payment__way=way, payment__account=account, state=State.OPEN):
        yield dispute.schema, dispute.reference, "dispute to answer", str(dispute.amount), ""


def _name(account: str, found: Found, now: datetime) -> Difference:
    schema, reference, what, theirs, ours = found
    return Difference.objects.update_or_create(
        account=account,
        reference=reference,
        what=what,
        defaults={"schema": schema, "theirs": theirs, "ours": ours, "settled_at": None},
        create_defaults={"schema": schema, "theirs": theirs, "ours": ours, "found_at": now},
    )[0]
