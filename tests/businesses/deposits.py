"""A restaurant whose one table is booked by a deposit, and what its account at Stripe tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.models import Booking, Deposit, Service
from businesses.operations import confirm_booking
from businesses.operations.deposits.paying import page_to_pay
from businesses.operations.timeline import booking_called
from tests.businesses.hosts import browser_of
from tests.businesses.rows import VISITOR, hold, slot_at
from tests.payments.far_end import signed

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.models import Business
    from tests.payments.far_end import Books


@dataclass
class Till:
    """The restaurant at the moment ``now``, and Stripe's books of its account."""

    business: Business
    service: Service
    books: Books
    now: datetime

    def goes_to_pay(self, booking: Booking) -> str:
        return page_to_pay(booking=booking_called(booking.reference), now=self.now)

    def pays(self, booking: Booking) -> None:
        """On the page; Stripe's notices of it are not sent yet."""
        self.pays_at(self.goes_to_pay(booking))

    def pays_at(self, page: str) -> None:
        self.books.now = self.now
        self.books.pay_on_page(page)

    def told(self, *, times: int = 1, secret: str = "") -> set[int]:
        """Whatever Stripe has to tell, the last first: how the business answers."""
        notices = [*reversed(self.books.events)] * times
        return {self.send(each, signed(each, secret) if secret else signed(each)) for each in notices}

    def send(self, body: bytes, signature: str) -> int:
        client = browser_of(self.business)
        headers = {"Stripe-Signature": signature}
        answer = client.post("/payments/stripe/", body, content_type="application/json", headers=headers)
        return int(answer.status_code)


def asked(till: Till, hour: int = 19) -> Booking:
    """Two people who have said yes."""
    held = hold(slot_at(till.service, hour, now=till.now), now=till.now)
    return confirm_booking(reference=held.reference, by=VISITOR, now=till.now)


def paid(till: Till) -> Booking:
    booking = asked(till)
    till.pays(booking)
    till.told()
    return booking


def stands(booking: Booking) -> tuple[str, str]:
    """How a booking and the deposit that counts stand."""
    found = booking_called(booking.reference)
    assert found.deposit is not None
    return found.status, found.deposit.state


def states() -> list[str]:
    return list(Deposit.objects.order_by("pk").values_list("state", flat=True))
