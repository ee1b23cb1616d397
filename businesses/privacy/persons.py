"""From a customer's row to all that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from businesses.models import Customer
from businesses.privacy.holdings import CUSTOMER, Subject, Words, finders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def person_of(customers: Iterable[Customer]) -> Subject:
    """The person behind the rows, with the keys of all that any app finds to be theirs."""
    rows = with_joined(customers)
    words = Words(
        names=tuple({row.name for row in rows}),
        phones=tuple({row.phone for row in rows} - {""}),
        emails=tuple({row.email.lower() for row in rows} - {""}),
    )
    return completed(Subject({CUSTOMER: tuple(str(row.pk) for row in rows)}, words))


def with_joined(customers: Iterable[Customer]) -> list[Customer]:
    """These and the rows that staff have said to be the same person's."""
    known = list(customers)
    roots = {row.same_as_id or row.pk for row in known}
    joined = Customer.objects.filter(Q(pk__in=roots) | Q(same_as__in=roots), erased_at=None)
    return [*known, *joined.exclude(pk__in=[row.pk for row in known])] if known else known


def completed(subject: Subject) -> Subject:
    """With what every app finds beside what is known already; by keys alone where the words are gone."""
    for name, finder in finders():
        known = dict.fromkeys((*subject.of(name), *finder(subject)))
        subject = Subject({**subject.keys, name: tuple(known)}, subject.words)
    return subject


def others_of_contact(customer: Customer) -> QuerySet[Customer]:
    """Other rows with the same phone or e-mail: perhaps the same person under another spelling, perhaps a household."""
    same = Q(pk=None)
    if customer.phone:
        same |= Q(phone=customer.phone)
    if customer.email:
        same |= Q(lower_email=customer.email.lower())
    return Customer.objects.alias(lower_email=Lower("email")).filter(same).exclude(pk=customer.pk).order_by("name")
