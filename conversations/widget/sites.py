"""What a demo site shows of a business: its own rows, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from businesses import queries
from businesses.models import StaffMember
from conversations.wording import moments
from conversations.wording.money import amount

if TYPE_CHECKING:
    from businesses.money import Money
    from businesses.queries import HoursLine
    from tenants.models import Business


@dataclass(frozen=True)
class PricedLine:
    """A service or dish; an empty price means "on request"."""

    name: str
    description: str
    price: str
    minutes: int = 0
    is_vegetarian: bool = False


@dataclass(frozen=True)
class Section:
    name: str
    lines: list[PricedLine]


@dataclass(frozen=True)
class Person:
    name: str
    title: str

    @property
    def initials(self) -> str:
        """Such as LV for Dr. Lena Vogt."""
        words = [word for word in self.name.split() if not word.endswith(".")]
        return "".join(word[0] for word in words[:2])


@dataclass(frozen=True)
class Site:
    services: list[PricedLine]
    menu: list[Section]
    hours: list[tuple[str, str]]
    people: list[Person]


def read_site(business: Business) -> Site:
    """The site of the business that has been entered."""
    return Site(
        services=[
            PricedLine(each.name, each.description, priced(each.price), each.duration_minutes)
            for each in queries.services()
        ],
        menu=[
            Section(
                part.name,
                [
                    PricedLine(line.name, line.description, priced(line.price), is_vegetarian=line.is_vegetarian)
                    for line in part.lines
                    if line.is_available
                ],
            )
            for part in queries.menu()
        ],
        hours=[(weekdays(line), spans(line, business)) for line in queries.hours_summary()],
        people=[Person(each.name, each.title) for each in StaffMember.objects.filter(is_active=True).order_by("pk")],
    )


def priced(price: Money | None) -> str:
    return amount(price.amount, price.currency).replace(".00", "") if price else ""


def weekdays(line: HoursLine) -> str:
    """Such as "Mon" or "Tue to Fri"."""
    names = [str(WEEKDAYS_ABBR[weekday - 1]) for weekday in line.weekdays]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def spans(line: HoursLine, business: Business) -> str:
    return moments.spans(line.spans, business.country) if line.spans else _("Closed")
