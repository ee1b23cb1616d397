"""One contract, two repositories: what the engine may rely on, whichever it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses.availability.diary import Unit
from businesses.desk import current_desk
from businesses.errors import SlotTaken
from businesses.models import Resource, Service
from conversations import operations
from conversations.errors import TurnSuperseded
from conversations.operations import handoffs
from conversations.operations.turns import claim_turn
from conversations.repository.database import DatabaseRepository
from conversations.repository.facts import Person, Wish
from tenants.actors import Actor
from tests.conversations.memory_repository import MemoryRepository
from tests.conversations.talking import a_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.repository.protocol import Repository
    from tests.conversations.talking import Talk

    Make = Callable[[], Repository]

ANNA = Person("Anna", "+390612345678", "anna@example.com")
STAFF = Actor("staff", "7", "Giulia")


@pytest.fixture(params=["database", "memory"])
def repository(request: pytest.FixtureRequest, talk: Talk) -> Repository:
    """A repository in the middle of a turn of a conversation, with one table for four."""
    only = Resource.objects.filter(capacity__gte=4).order_by("capacity").first()
    assert only is not None
    Resource.objects.exclude(pk=only.pk).update(is_active=False)
    if request.param == "memory":
        return MemoryRepository(current_desk(), (Unit(only.pk, only.name, only.capacity, 1),), timezone.now())
    operations.store_message(conversation_id=talk.id, text="hello", by=talk.by)
    claim = claim_turn(talk.id)
    assert claim is not None
    return DatabaseRepository(talk.id, 0, claim.token, claim.first, handoffs)


@pytest.fixture
def wish() -> Wish:
    from datetime import time

    return Wish(service=Service.objects.get().pk, people=4, day=a_day(5), at=time(20))


def test_time_that_is_free_is_offered_once(repository: Repository, wish: Wish) -> None:
    assert [each["start"][:16] for each in repository.times(wish)] == [f"{wish.day:%Y-%m-%d}T20:00"]
    assert repository.why_not(wish) is None


def test_day_without_a_time_offers_its_times_in_order(repository: Repository, wish: Wish) -> None:
    starts = [each["start"] for each in repository.times(replace(wish, at=None))]
    assert starts == sorted(starts)
    assert f"{wish.day:%Y-%m-%d}T12:00" in starts[0]


def test_booked_time_is_taken_and_its_neighbours_are_near(repository: Repository, wish: Wish) -> None:
    repository.book(offer=repository.times(wish)[0], people=4, person=ANNA, note="", address="")
    assert repository.times(wish) == []
    refusal = repository.why_not(wish)
    assert refusal is not None
    assert refusal.kind == "full"
    assert len(repository.nearest(wish)) == 3


@pytest.mark.parametrize(("people", "kind"), [(9, "too_large"), (0, "too_small")])
def test_party_that_does_not_fit_is_refused(repository: Repository, wish: Wish, people: int, kind: str) -> None:
    refusal = repository.why_not(replace(wish, people=people))
    assert refusal is not None
    assert refusal.kind == kind


def test_closed_day_is_refused_and_the_next_opening_known(repository: Repository, wish: Wish) -> None:
    monday = a_day(1)
    refusal = repository.why_not(replace(wish, day=monday))
    assert refusal is not None
    assert refusal.kind == "closed"
    assert repository.next_opening(monday) == monday + timedelta(days=1)


def test_booking_again_in_the_same_turn_is_the_same_booking(repository: Repository, wish: Wish) -> None:
    offer = repository.times(wish)[0]
    first, second = (repository.book(offer=offer, people=4, person=ANNA, note="", address="") for _ in range(2))
    assert (first.reference, first.status) == (second.reference, "confirmed")


def test_booking_is_found_by_its_contact_only(repository: Repository, wish: Wish) -> None:
    made = repository.book(offer=repository.times(wish)[0], people=4, person=ANNA, note="", address="")
    assert repository.find_booking(reference=made.reference, phone="", email="eve@example.com") is None
    found = repository.find_booking(reference=made.reference, phone="", email=ANNA.email)
    assert found is not None
    assert found.reference == made.reference


def test_cancelled_booking_frees_its_time(repository: Repository, wish: Wish) -> None:
    made = repository.book(offer=repository.times(wish)[0], people=4, person=ANNA, note="", address="")
    assert repository.cancel(made.reference).status == "cancelled"
    assert len(repository.times(wish)) == 1


def test_moved_booking_keeps_its_reference(repository: Repository, wish: Wish) -> None:
    made = repository.book(offer=repository.times(wish)[0], people=4, person=ANNA, note="", address="")
    tuesday = repository.times(replace(wish, day=a_day(2)))[0]
    moved = repository.move(made.reference, tuesday)
    assert (moved.reference, moved.starts_at.date()) == (made.reference, a_day(2))
    assert repository.bookings_between(a_day(2), a_day(2)) == (1, 4)


def test_turn_that_lost_the_conversation_writes_nothing(repository: Repository, wish: Wish, talk: Talk) -> None:
    offer = repository.times(wish)[0]
    if isinstance(repository, MemoryRepository):
        repository.is_superseded = True
    else:
        operations.take_over(conversation_id=talk.id, by=STAFF)
    for write in (
        lambda: repository.book(offer=offer, people=4, person=ANNA, note="", address=""),
        lambda: repository.hand_off(reason="asked", summary=""),
        lambda: repository.leave_contact(ANNA),
    ):
        with pytest.raises(TurnSuperseded):
            write()
    assert len(repository.times(wish)) == 1


def test_time_that_went_meanwhile_is_told_as_taken(repository: Repository, wish: Wish, talk: Talk) -> None:
    offer = repository.times(wish)[0]
    repository.book(offer=offer, people=4, person=ANNA, note="", address="")
    if isinstance(repository, MemoryRepository):
        repository.booked_in_turn = ""
    elif isinstance(repository, DatabaseRepository):
        repository.first += 1
    with pytest.raises(SlotTaken):
        repository.book(offer=offer, people=4, person=Person("Bob", "", "bob@example.com"), note="", address="")
