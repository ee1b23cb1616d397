"""What the list of customers and the page of one show: a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from businesses.customers.sections import REMEMBERED, sections_for
from businesses.models import Booking, Customer, Order
from businesses.privacy.persons import others_of_contact
from businesses.queries.customers import customers_matching, rows_of_person

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from businesses.customers.sections import Section
    from businesses.models import RememberedFact

A_PAGE = 40
CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """``rows`` are all rows of the person, the one the others point at first; ``alike`` might be theirs too."""

    rows: tuple[Customer, ...]
    sections: tuple[tuple[Section, Sequence[Any]], ...]
    alike: tuple[Customer, ...]

    @property
    def customer(self) -> Customer:
        return self.rows[0]

    @property
    def remembered(self) -> Sequence[RememberedFact]:
        """What of it they agreed to have remembered: that it is looked at is kept."""
        return next((rows for section, rows in self.sections if section.name == REMEMBERED), ())


def customers_page(number: str, *, search: str = "") -> Page[Customer]:
    """By name. Of rows that are one person's, the first; a search finds them all."""
    rows = Customer.objects.filter(erased_at=None)
    rows = rows.filter(customers_matching(search)) if search else rows.filter(same_as=None)
    return Paginator(_with_figures(rows).order_by("name", "pk"), A_PAGE).get_page(number)


def _with_figures(rows: Any) -> Any:
    """With how often they booked and ordered, over all rows of the person, and when they booked last."""
    root = Coalesce(OuterRef(OuterRef("same_as")), OuterRef(OuterRef("pk")))
    theirs = Customer.objects.filter(Q(pk=root) | Q(same_as=root)).values("pk")  # by keys: the indexes serve
    booked, ordered = (model.objects.filter(customer__in=theirs).order_by() for model in (Booking, Order))
    count, last = Func("pk", function="COUNT"), Func("starts_at", function="MAX")
    return rows.annotate(
        booked=Subquery(booked.annotate(count=count).values("count"), output_field=IntegerField()),
        ordered=Subquery(ordered.annotate(count=count).values("count"), output_field=IntegerField()),
        last=Subquery(booked.annotate(last=last).values("last")),
    )


def page_of(customer: Customer, *, permissions: Collection[str], find: str = "") -> CustomerPage:
    """The person's page as whoever has these permissions may see it; ``find`` looks for other rows of theirs."""
    rows = rows_of_person(customer)
    keys = [row.pk for row in rows]
    return CustomerPage(
        rows=tuple(rows),
        sections=tuple((section, section.read(keys)) for section in sections_for(permissions)),
        alike=tuple(_alike(rows, find)),
    )


def _alike(rows: Sequence[Customer], find: str) -> list[Customer]:
    found = Customer.objects.filter(customers_matching(find)) if find else others_of_contact(rows[0])
    mine = [row.pk for row in rows]
    return list(found.filter(erased_at=None).exclude(pk__in=mine).order_by("name", "pk")[:CANDIDATES])
