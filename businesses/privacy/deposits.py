"""What is kept of deposits: amounts and times, of whoever booked or ordered, and the business's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesses.models import CardAccount, Deposit, PaidFor
from businesses.privacy.holdings import BOOKING, ORDER, Subject, Table, columns_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


def deposits(subject: Subject | None) -> QuerySet[Deposit]:
    asked = Deposit.objects.all()
    return (
        asked
        if subject is None
        else asked.filter(
            Q(of=PaidFor.BOOKING, reference__in=subject.of(BOOKING))
            | Q(of=PaidFor.ORDER, reference__in=subject.of(ORDER))
        )
    )


def erase_deposits(subject: Subject) -> int:
    """What was paid stays, as it is the business's books; the page it was paid on opens no more."""
    return deposits(subject).exclude(page="").update(page="")


DEPOSITS = (
    Table(
        name="deposits",
        title=_("deposits"),
        rows=deposits,
        columns=columns_of(Deposit, "page"),
        erase=erase_deposits,
    ),
    Table(
        name="card_account",
        title=_("card payments"),
        rows=lambda _subject: CardAccount.objects.all(),
        columns=columns_of(CardAccount, "key", "notice_secret"),
        is_of_people=False,
    ),
)
