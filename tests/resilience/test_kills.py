"""Processes die at random points of two hundred bookings: none is lost, none doubled, each is mailed once."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.resilience.customers import Booked, Customer

if TYPE_CHECKING:
    from tests.product import RunningProduct

BOOKINGS = 200
VICTIMS = ("web", "worker", "temporal-worker", "relay")
SLUG = "smile"
MAILED_WITHIN_SECONDS = 180


class Killer:
    """Kills a process after every few bookings, at whatever the others are doing just then."""

    def __init__(self, product: RunningProduct) -> None:
        self.product, self.killed = product, Counter[str]()
        self.chance, self.lock, self.left = random.Random(7), threading.Lock(), 3

    def booked(self) -> None:
        with self.lock:
            self.left -= 1
            if self.left:
                return
            self.left = self.chance.randint(3, 9)
            victim = self.chance.choice(VICTIMS)
        self.killed[victim] += self.product.kill(victim)


@pytest.fixture(scope="module")
def aftermath(product: RunningProduct) -> tuple[list[Booked], Counter[str]]:
    """Two hundred customers book while processes die; what they were told, and who died."""
    killer = Killer(product)
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    service = service_id(product)

    def one(number: int) -> Booked:
        with Customer(product, SLUG, number) as customer:
            booked = customer.book(service=service, day=day, days=30)
        killer.booked()
        return booked

    with ThreadPoolExecutor(8) as people:
        told = list(people.map(one, range(BOOKINGS)))
    return told, killer.killed


def service_id(product: RunningProduct) -> str:
    schema = product.schema(SLUG)
    [(service,)] = product.rows(f"SELECT id FROM {schema}.businesses_service WHERE name = 'Dental check-up'")
    return str(service)


@pytest.mark.timeout(900)
def test_every_process_was_killed(aftermath: tuple[list[Booked], Counter[str]]) -> None:
    """Otherwise the tests below would prove nothing."""
    _told, killed = aftermath
    assert {name for name in VICTIMS if killed[name]} == set(VICTIMS)


@pytest.mark.timeout(900)
def test_every_customer_has_the_booking_they_were_told(
    product: RunningProduct, aftermath: tuple[list[Booked], Counter[str]]
) -> None:
    told, _killed = aftermath
    schema = product.schema(SLUG)
    rows = product.rows(
        f"SELECT b.reference, c.name FROM {schema}.businesses_booking b"
        f" JOIN {schema}.businesses_customer c ON c.id = b.customer_id"
        " WHERE b.status = 'confirmed' AND c.name LIKE 'Customer %%'"
    )
    assert sorted(rows) == sorted((each.reference, each.name) for each in told)
    assert len({each.reference for each in told}) == BOOKINGS


@pytest.mark.timeout(900)
def test_every_booking_is_mailed_once(product: RunningProduct, aftermath: tuple[list[Booked], Counter[str]]) -> None:
    told, _killed = aftermath
    schema, wanted = product.schema(SLUG), {each.reference for each in told}
    give_up = time.monotonic() + MAILED_WITHIN_SECONDS
    mailed: Counter[str] = Counter()
    while time.monotonic() < give_up and not wanted <= set(mailed):
        time.sleep(1)
        rows = product.rows(
            f"SELECT reference FROM {schema}.workflows_sentmail WHERE kind = 'confirmation' AND state = 'sent'"
        )
        mailed = Counter(reference for (reference,) in rows if reference in wanted)
    assert mailed == Counter(wanted)


@pytest.mark.timeout(900)
def test_a_conversation_goes_on_after_every_process_has_died(
    product: RunningProduct, aftermath: tuple[list[Booked], Counter[str]]
) -> None:
    with Customer(product, SLUG, 5_000) as person:
        created = person.insist("POST", "/api/v1/conversations/create", json={"flow": "dedicated"}).json()
        path = f"/api/v1/conversations/{created['id']}/message"
        bearer = {"Authorization": f"Bearer {created['token']}"}
        for number, text in enumerate(("I need a dental check-up", "next Tuesday at 3pm")):
            if number:
                for name in VICTIMS:
                    product.kill(name)
            turn = person.insist("POST", path, headers=bearer, json={"text": text, "client_message_id": f"m{number}"})
            assert turn.status_code == 200
            assert turn.json()["reply"]["text"]
        assert "time" in turn.json()["slots"]
        assert "service" not in turn.json()["needs"]  # it was said before everything died
