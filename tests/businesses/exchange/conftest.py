"""Mario's whole catalogue, as the demo has it, with what makes files difficult."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from businesses.demo.seeding import DEMO
from businesses.models import (
    HoursException,
    MenuItem,
    ModifierOption,
    Resource,
    Service,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
from businesses.starter.catalogue import load_catalogue, read_catalogue
from tests.businesses import rows

if TYPE_CHECKING:
    from tenants.models import Business

HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture
def catalogue(restaurant: Business) -> Business:
    load_catalogue(read_catalogue(DEMO / "marios.json"))
    item = MenuItem.objects.order_by("pk").first()
    assert item is not None
    item.name, item.description, item.aliases = HOSTILE, "two\r\nlines; \\ and “quotes”, +1", ["a; b", "c\\d"]
    item.code, item.stock, item.tax_rate = "007", 5, Decimal("5.5")
    item.save()
    ModifierOption.objects.filter(name="Family").update(price=Decimal("-2.50"))
    Resource.objects.create(name="@home", kind="room", area="-1")
    StaffMember.objects.create(name="Ugo", resource=Resource.objects.get(name="@home"), aliases=["U."])
    member = StaffMember.objects.get(name="Ugo")
    TimeOff.objects.create(member=member, first="2031-12-24", last="2031-12-26", note="=1+1")
    TimeOff.objects.create(member=member, first="2031-12-30", last="2031-12-30", starts="10:00", ends="12:00")
    WeeklyHours.objects.create(weekday=1, opens="09:00", closes="01:00", valid_from="2031-06-01")
    Service.objects.filter(name="Table").update(description="'quoted'")
    HoursException.objects.create(date="2031-12-25", note="Christmas")
    HoursException.objects.create(date="2031-12-24", is_closed=False, opens="10:00", closes="00:30:15")
    return restaurant


STAFF = rows.STAFF
