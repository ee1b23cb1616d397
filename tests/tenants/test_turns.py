"""A business that takes more of a process than its share waits for it while others are at work; nobody else does."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tenants.context import PUBLIC
from tenants.errors import BusinessBusy
from tenants.limits.shared import here
from tenants.presence import exchange
from tenants.turns import (
    BURST,
    MOST_OWED,
    MOST_WAITING,
    OTHERS_SECONDS,
    PATIENCE_SECONDS,
    SHARE,
    Turns,
    Unit,
    unit_at_work,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

LONG = 0.1
"""Seconds of processor time of one piece of a flood."""


class Clockwork(asyncio.SelectorEventLoop):
    """A loop on which time goes by only while nobody has anything to do: then to the next timer at once."""

    now = 1000.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        waiting = getattr(self, "_scheduled")  # noqa: B009  # asyncio's own, unknown to its types
        if waiting and not getattr(self, "_ready"):  # noqa: B009
            self.now = max(self.now, waiting[0].when())
        super()._run_once()  # type: ignore[misc]


def on_a_clock(story: Callable[[Turns], Awaitable[None]]) -> None:
    loop = Clockwork()
    try:
        loop.run_until_complete(story(Turns(loop)))
    finally:
        loop.close()


async def work(turns: Turns, who: str, seconds: float = LONG, patience: float | None = None) -> float:
    """Wait for a turn, take as much of the process, and tell how long the turn was waited for."""
    asked = turns.loop.time()
    unit = await turns.begin(who, patience=patience)
    waited = turns.loop.time() - asked
    await asyncio.sleep(seconds)
    unit.seconds = seconds
    turns.end(unit)
    return waited


async def flood(turns: Turns, who: str, *, seconds: float, at_once: int = 8) -> float:
    """Ask for as much as there is; how much of the process was taken, as a share."""
    until, taken = turns.loop.time() + seconds, 0.0

    async def ask() -> None:
        nonlocal taken
        while turns.loop.time() < until:
            await work(turns, who)
            taken += LONG

    await asyncio.gather(*(ask() for _ in range(at_once)))
    return taken / seconds


def test_alone_a_business_may_take_all_there_is() -> None:
    async def story(turns: Turns) -> None:
        assert await flood(turns, "noisy", seconds=60) == pytest.approx(8, rel=0.05)

    on_a_clock(story)


def test_what_the_product_does_by_itself_is_nobody_to_leave_room_for() -> None:
    async def story(turns: Turns) -> None:
        told: list[Mapping[str, float]] = []

        def ask(ages: Mapping[str, float], within: float) -> frozenset[str]:
            told.append(ages)
            return frozenset({"only"})

        turns.ask_elsewhere = ask
        await work(turns, PUBLIC)
        assert await flood(turns, "only", seconds=30) == pytest.approx(8, rel=0.05)
        await work(turns, PUBLIC)
        assert PUBLIC not in {who for ages in told for who in ages}

    on_a_clock(story)


def test_beside_another_a_flood_gets_its_share_and_the_other_never_waits() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        flooding = asyncio.ensure_future(flood(turns, "noisy", seconds=60))
        waits = []
        while not flooding.done():
            waits.append(await work(turns, "quiet"))
            await asyncio.sleep(1)
        assert set(waits) == {0.0}
        assert await flooding == pytest.approx(SHARE, rel=0.15)

    on_a_clock(story)


def test_who_is_the_only_one_of_a_business_never_waits_however_much_they_took() -> None:
    async def story(turns: Turns) -> None:
        flooding = asyncio.ensure_future(flood(turns, "noisy", seconds=60))
        await asyncio.sleep(5)
        waits = [await work(turns, "busy") for _ in range(100)]
        assert set(waits) == {0.0}
        assert await flooding < 1

    on_a_clock(story)


def test_two_that_take_more_get_a_share_each() -> None:
    """On a full evening all are busy, and what one has is not the others'."""

    async def story(turns: Turns) -> None:
        taken = await asyncio.gather(*(flood(turns, who, seconds=60) for who in ("loud", "louder")))
        assert taken == [pytest.approx(SHARE, rel=0.15)] * 2

    on_a_clock(story)


def test_what_takes_no_time_of_the_process_is_never_kept_waiting() -> None:
    """Who waits for a model or a lock: threads and connections are their limit."""

    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        waits = await asyncio.gather(*(work(turns, "slow", seconds=0) for _ in range(500)))
        assert set(waits) == {0.0}

    on_a_clock(story)


def test_who_has_just_come_is_refused_where_too_many_wait_or_for_too_long() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await use_up(turns, "noisy")
        crowd = [asyncio.ensure_future(work(turns, "noisy", 1.0, PATIENCE_SECONDS)) for _ in range(MOST_WAITING + 1)]
        await asyncio.sleep(0)
        before = turns.loop.time()
        with pytest.raises(BusinessBusy):
            await turns.begin("noisy", patience=PATIENCE_SECONDS)
        assert turns.loop.time() == before
        answers = await asyncio.gather(*crowd, return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, BusinessBusy)]
        assert 0 < len(refused) < MOST_WAITING
        assert all(waited <= PATIENCE_SECONDS for waited in answers if isinstance(waited, float))

    on_a_clock(story)


def test_what_was_accepted_waits_as_long_as_it_takes() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await use_up(turns, "noisy")
        waits = await asyncio.gather(*(work(turns, "noisy", 1.0) for _ in range(20)))
        assert max(waits) > PATIENCE_SECONDS

    on_a_clock(story)


def test_who_gives_up_leaves_the_turn_to_the_next() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await use_up(turns, "noisy")
        await turns.begin("noisy")
        first, second = (asyncio.ensure_future(turns.begin("noisy")) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        unit = await second
        third = asyncio.ensure_future(turns.begin("noisy"))
        turns.end(unit)
        assert isinstance(await third, Unit)

    on_a_clock(story)


def test_a_turn_given_while_its_asker_gives_up_comes_back() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await use_up(turns, "noisy")
        await turns.begin("noisy")
        asking = asyncio.ensure_future(turns.begin("noisy"))
        await asyncio.sleep(0)
        lane = turns.lanes["noisy"]
        before, lane.left = lane.left, 0.1
        turns.let_in(lane)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert lane.left == pytest.approx(0.1)
        assert before < 0

    on_a_clock(story)


def test_a_business_long_silent_is_forgotten_and_nobody_to_leave_room_for() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await asyncio.sleep(OTHERS_SECONDS + 1)
        await use_up(turns, "noisy")
        assert await work(turns, "noisy") == 0
        assert list(turns.lanes) == ["noisy"]

    on_a_clock(story)


def test_a_long_piece_of_work_is_not_paid_for_in_full_by_those_after_it() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await asyncio.gather(work(turns, "noisy", 30.0), work(turns, "quiet"))
        await work(turns, "quiet")
        unit = await turns.begin("noisy")
        waited = await work(turns, "noisy")
        assert 0 < waited <= (MOST_OWED + 2 * unit.expected) / SHARE

    on_a_clock(story)


def test_who_is_at_work_in_another_process_is_left_room_for_too() -> None:
    async def story(turns: Turns) -> None:
        told: list[Mapping[str, float]] = []

        def ask(ages: Mapping[str, float], within: float) -> frozenset[str]:
            told.append(ages)
            return frozenset({"noisy", "quiet"})

        turns.ask_elsewhere = ask
        turns.end(await turns.begin("noisy"))
        while not turns.elsewhere:  # noqa: ASYNC110  # told by a thread
            await asyncio.sleep(0)
        assert list(told[0]) == ["noisy"]
        assert await flood(turns, "noisy", seconds=60) == pytest.approx(SHARE, rel=0.15)

    on_a_clock(story)


def test_processes_tell_each_other_who_was_there() -> None:
    here().client.delete(f"{here().prefix}:present")
    assert exchange({"first": 0.0, "old": OTHERS_SECONDS + 1}, OTHERS_SECONDS) == {"first"}
    assert exchange({"second": 3.0}, OTHERS_SECONDS) == {"first", "second"}
    assert exchange({}, 1.0) == {"first"}


def test_a_thread_tells_what_it_has_worked() -> None:
    async def story(turns: Turns) -> None:
        unit = await turns.begin("busy")
        with unit.at_work():
            sum(range(200_000))
            assert unit_at_work() is unit
        assert unit_at_work() is None
        assert unit.seconds > 0

    on_a_clock(story)


def test_what_is_known_to_be_long_is_taken_before_it_begins() -> None:
    """So that not five begin at once where there is room for one."""

    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        begun = [turns.loop.create_task(turns.begin("noisy", expected=BURST)) for _ in range(5)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sum(each.done() for each in begun) == 1
        turns.end(begun[0].result())
        assert turns.lanes["noisy"].expected == 0
        for each in begun[1:]:
            turns.end(await each)

    on_a_clock(story)


def test_a_piece_within_a_piece_of_the_only_one_at_work_never_waits() -> None:
    async def story(turns: Turns) -> None:
        await work(turns, "quiet")
        await use_up(turns, "busy")
        outer = await turns.begin("busy")
        before = turns.loop.time()
        turns.end(await turns.begin("busy", within=outer))
        assert turns.loop.time() == before
        turns.end(outer)

    on_a_clock(story)


async def use_up(turns: Turns, who: str, times: int = 1) -> None:
    spend = partial(work, turns, who, 2 * BURST)
    await asyncio.gather(*(spend() for _ in range(times)))
