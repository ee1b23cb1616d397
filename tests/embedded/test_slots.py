import pytest

from embedded import slots
from embedded.errors import ServiceError
from embedded.layout import Layout


def test_slots_are_never_shared(layout: Layout) -> None:
    taken = [slots.take(layout) for _ in range(3)]
    assert len({slot.number for slot in taken}) == 3
    for slot in taken:
        slot.release()


def test_slots_are_free_again_after_release(layout: Layout) -> None:
    first = slots.take(layout)
    assert slots.are_taken(layout)
    first.release()
    assert not slots.are_taken(layout)
    again = slots.take(layout)
    assert again.number == first.number
    again.release()


def test_slots_refuse_when_all_are_taken(layout: Layout) -> None:
    taken = [slots.take(layout) for _ in range(slots.SEATS)]
    with pytest.raises(ServiceError, match="under way"):
        slots.take(layout)
    for slot in taken:
        slot.release()


def test_redis_database_differs_for_every_process_of_every_slot() -> None:
    workers = ["", *(f"gw{number}" for number in range(slots.WORKERS_PER_SEAT - 1))]
    chosen = {slots.redis_database(slot, worker) for slot in range(slots.SEATS) for worker in workers}
    assert len(chosen) == slots.SEATS * slots.WORKERS_PER_SEAT


def test_redis_database_refuses_more_workers_than_a_slot_holds() -> None:
    with pytest.raises(ServiceError):
        slots.redis_database(0, f"gw{slots.WORKERS_PER_SEAT}")
