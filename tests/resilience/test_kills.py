"""Processes die at random points of forty bookings, half of them in chats: none is lost, none doubled, each is mailed
once. `make drill` kills as often as is wanted.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.resilience.aftermath import count
from tests.resilience.customers import Booked, Customer

if TYPE_CHECKING:
    from tests.product import RunningProduct

BOOKINGS = 40
VICTIMS = ("web", "worker", "temporal-worker", "relay")
SLUG = "smile"


Aftermath = tuple[list[Booked], Counter[str]]
"""What customers were told, and who died."""


class Killer:
    """Kills a process after every few bookings, at whatever the others are doing just then."""

    def __init__(self, product: RunningProduct) -> None:
        self.product, self.killed = product, Counter[str]()
        self.chance, self.lock, self.left = random.Random(44), threading.Lock(), 3

    def booked(self) -> None:
        with self.lock:
            self.left -= 1
            if self.left:
                return
            self.left = self.chance.randint(3, 9)
            victim = self.chance.choice(VICTIMS)
        self.killed[victim] += self.product.kill(victim)


@pytest.fixture(scope="module")
def aftermath(product: RunningProduct) -> Aftermath:
    """So many customers book while processes die; what they were told, and who died."""
    killer = Killer(product)
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    service = service_id(product)

    def one(number: int) -> Booked:
        with Customer(product, SLUG, number) as customer:
            booked = (
                customer.book_in_chat(service=service, wish="I need a dental check-up", day=day, days=30)
                if number % 2
                else customer.book(service=service, day=day, days=30)
            )
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
def test_every_process_was_killed(aftermath: Aftermath) -> None:
    """Otherwise the tests below would prove nothing."""
    _told, killed = aftermath
    assert {name for name in VICTIMS if killed[name]} == set(VICTIMS)


@pytest.mark.timeout(900)
def test_every_booking_told_is_there_once_with_one_mail_and_one_workflow(
    product: RunningProduct, aftermath: Aftermath
) -> None:
    told, _killed = aftermath
    assert [str(each) for each in count(product, SLUG, told) if each.faults] == []
    assert len({each.reference for each in told}) == BOOKINGS


@pytest.mark.timeout(900)
def test_the_count_notices_what_is_missing(product: RunningProduct, aftermath: Aftermath) -> None:
    """The test of the test: of one booking nobody was told, and one that was told is not there."""
    told, _killed = aftermath
    lost, untold, *_others = count(product, SLUG, [*told[1:], Booked("Anna Nobody", "AAA-AAA")], within=0)
    assert (lost.faults, untold.faults) == (["AAA-AAA Anna Nobody"], [told[0].reference])


@pytest.mark.timeout(900)
def test_a_conversation_goes_on_after_every_process_has_died(product: RunningProduct, aftermath: Aftermath) -> None:
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
