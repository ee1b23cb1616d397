"""What a demo site shows of a business: its own rows, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from businesses.desk import current_desk
from businesses.wording import moments
from businesses.wording.money import amount

if TYPE_CHECKING:
    from decimal import Decimal

    from businesses.availability.openings import HoursLine
    from businesses.desk import ItemFacts
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
    desk = current_desk()
    today = timezone.now().astimezone(business.zone).date()
    return Site(
        services=[
            PricedLine(each.name, each.description, priced(each.price, business), each.minutes)
            for each in desk.services
        ],
        menu=[
            Section(section, [dish(each, business) for each in items if each.is_available])
            for section, items in groupby(desk.items, key=lambda item: item.section)
        ],
        hours=[(weekdays(line), spans(line, business)) for line in desk.hours.week(today)],
        people=[Person(each.name, each.title) for each in desk.staff],
    )


def dish(item: ItemFacts, business: Business) -> PricedLine:
    return PricedLine(item.name, item.description, priced(item.price, business), is_vegetarian=item.is_vegetarian)


def priced(price: Decimal | None, business: Business) -> str:
    return "" if price is None else amount(price, business.currency).replace(".00", "")


def weekdays(line: HoursLine) -> str:
    """Such as "Mon" or "Tue to Fri"."""
    names = [str(WEEKDAYS_ABBR[weekday - 1]) for weekday in line.weekdays]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def spans(line: HoursLine, business: Business) -> str:
    return moments.spans(line.spans, business.country) if line.spans else _("Closed")
