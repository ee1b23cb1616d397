"""The booking form, sent over and over: from one address, and for one contact."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone

from businesses.models import Booking
from businesses.operations.caps import A_DAY, FORM
from tenants.context import enter
from tests.businesses import rows

if TYPE_CHECKING:
    from tenants.models import Business


def address_of_form(business: Business) -> str:
    """A day with twenty tables, open all day."""
    with enter(business.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 23))
        rows.set_policy()
        service = rows.add_service(*(rows.add_table(f"T{n}", 2) for n in range(20)), needs_party=True)
    return f"/book/times/?service={service.pk}&people=2&date={(timezone.now() + timedelta(days=2)).date()}"


def send(business: Business, address: str, slot: str, *, email: str, caller: str = "192.0.2.1") -> tuple[int, str]:
    said = {"slot": slot, "name": "Ann", "email": email, "phone": "", "note": "", "key": str(uuid.uuid4())}
    client = Client(headers={"host": f"{business.slug}.localhost"}, REMOTE_ADDR=caller)
    answer = client.post(address, said)
    return answer.status_code, answer.content.decode()


def slot_in(business: Business, address: str) -> str:
    page = Client(headers={"host": f"{business.slug}.localhost"}).get(address).content.decode()
    found = re.search(r'name="slot" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_one_address_books_ten_times_and_is_told_to_wait(marios: Business, bella: Business) -> None:
    address, other = address_of_form(marios), address_of_form(bella)
    slot = slot_in(marios, address)
    answers = [send(marios, address, slot, email=f"p{n}@example.com") for n in range(FORM.burst + 4)]
    assert [status for status, _page in answers] == [302] * FORM.burst + [429] * 4
    assert "Nothing was booked" in answers[-1][1]
    assert send(bella, other, slot_in(bella, other), email="p0@example.com")[0] == 302
    with enter(marios.schema_name):
        assert Booking.objects.count() == FORM.burst


def test_one_contact_is_told_to_call(marios: Business) -> None:
    address = address_of_form(marios)
    slot = slot_in(marios, address)
    answers = [send(marios, address, slot, email=f"ann+{n}@example.com", caller=f"192.0.2.{n}") for n in range(7)]
    assert [status for status, _page in answers] == [302] * A_DAY + [429] * (7 - A_DAY)
    assert "please call us" in answers[-1][1]
