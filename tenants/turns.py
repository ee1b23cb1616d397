"""Whose turn it is in a process: while others are at work, a business that takes more than its share waits for it.

What counts is processor time, as the threads that do the work measure it.  Who waits for a lock, a disk or a model
takes none of it from the others, and is bounded by threads (``queueing``) and connections (``shares``).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tenants.errors import BusinessBusy
from tenants.presence import exchange

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future
    from collections.abc import Callable, Iterator, Mapping

    Exchange = Callable[[Mapping[str, float], float], frozenset[str]]

SHARE = 0.25
"""Seconds of processor time a second that one business gets once it has used up ``BURST``; of Python one process has
one second in each, and what the work causes elsewhere (in the database, the relay, the workers) costs about as much
again. It is each business's own: on a full evening all are busy, and none of them floods."""
BURST = 0.5
"""Seconds of processor time at once: ten replies or so."""
MOST_OWED = 0.5
"""Seconds of processor time: what took long is not paid for in full by those who come after it."""
OTHERS_SECONDS = 60.0
"""Who was there within this time is somebody to be left room for; where nobody was, nobody waits."""
ASKED_EVERY = 5.0
"""Seconds after which the other processes are asked again who is there."""
MOST_WAITING = 100
PATIENCE_SECONDS = 5.0
"""Of who has just come.  What was accepted waits as long as it takes."""
INSIDE = "public"
"""The schema in which the product looks things up and tells that it lives: nobody to leave room for. Who asks the
platform's own host has another name (``hosts.who_answers_on``)."""
LEARNING = 0.2
"""How much of what a unit took goes into what the business's next is expected to."""
SOON = 0.005
"""Seconds; no timer is shorter."""


class Unit:
    """One piece of a business's work: what it was expected to take, and what its threads took, in seconds.

    ``is_known`` says that whoever asked for the turn said what it would take; from the others one learns it.
    """

    def __init__(self, turns: Turns, who: str, expected: float, *, is_known: bool = False) -> None:
        self.turns, self.who, self.expected, self.is_known, self.seconds = turns, who, expected, is_known, 0.0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Measure the block, on the thread that does it."""
        mark = _at_work.set(self)
        began = time.thread_time()
        try:
            yield
        finally:
            self.seconds += time.thread_time() - began
            _at_work.reset(mark)


_at_work: ContextVar[Unit | None] = ContextVar("unit_at_work", default=None)


def unit_at_work() -> Unit | None:
    """What the running code is a piece of."""
    return _at_work.get()


@dataclass(eq=False, slots=True)
class Asked:
    """Somebody who waits; ``expected`` is what they know their work will take."""

    turn: Future[Unit]
    expected: float | None


class Lane:
    """One business: what it has left, and who waits for that."""

    def __init__(self, who: str, now: float) -> None:
        self.who, self.left, self.at, self.expected, self.inside = who, BURST, now, 0.0, 0
        self.waiting: deque[Asked] = deque()
        self.timer: asyncio.TimerHandle | None = None

    def refill(self, now: float) -> None:
        self.left = min(BURST, self.left + (now - self.at) * SHARE)
        self.at = now


class Turns:
    """Of one event loop: nothing here is for threads."""

    def __init__(self, loop: AbstractEventLoop, ask_elsewhere: Exchange | None = None) -> None:
        self.loop, self.ask_elsewhere = loop, ask_elsewhere
        self.elsewhere: frozenset[str] = frozenset()
        self.asked_at = float("-inf")
        self.lanes: OrderedDict[str, Lane] = OrderedDict()
        """Whoever was there of late, the longest absent first."""

    async def begin(
        self, who: str, *, patience: float | None = None, expected: float | None = None, within: Unit | None = None
    ) -> Unit:
        """Wait for a turn; whoever gets one calls ``end``. Who is the only one of their business never waits.

        ``expected`` is what the work is known to take; without it, what the business's have taken of late. A piece
        that is asked for ``within`` another of the business's does not wait for that one.

        With ``patience`` raises ``BusinessBusy`` after as many seconds, or at once where too many wait already.
        """
        lane = self.lane(who)
        self.look_elsewhere()
        is_only_one = lane.inside == (0 if within is None else 1)
        if not lane.waiting and (is_only_one or self.may_begin(lane)):
            return self.admit(lane, expected)
        if patience is not None and len(lane.waiting) >= MOST_WAITING:
            raise BusinessBusy
        asked = Asked(self.loop.create_future(), expected)
        lane.waiting.append(asked)
        self.look_again(lane)
        try:
            async with asyncio.timeout(patience):
                return await asked.turn
        except TimeoutError:
            self.give_up(lane, asked)
            raise BusinessBusy from None
        except asyncio.CancelledError:
            self.give_up(lane, asked)
            raise

    def give_up(self, lane: Lane, asked: Asked) -> None:
        if asked in lane.waiting:
            lane.waiting.remove(asked)
            self.let_in(lane)
        elif not asked.turn.cancelled():
            self.end(asked.turn.result())

    def end(self, unit: Unit) -> None:
        lane = self.lane(unit.who)
        lane.inside = max(0, lane.inside - 1)
        lane.left = max(-MOST_OWED, lane.left + unit.expected - unit.seconds)
        if not unit.is_known:
            lane.expected += LEARNING * (unit.seconds - lane.expected)
        self.let_in(lane)

    def lane(self, who: str) -> Lane:
        now = self.loop.time()
        lane = self.lanes.setdefault(who, Lane(who, now))
        self.lanes.move_to_end(who)
        lane.refill(now)
        self.forget(now)
        return lane

    def may_begin(self, lane: Lane) -> bool:
        return lane.left > 0 or self.is_alone(lane)

    def look_elsewhere(self) -> None:
        """Now and then, on a thread; until it has answered, what it said before holds."""
        now = self.loop.time()
        if self.ask_elsewhere is None or now - self.asked_at < ASKED_EVERY:
            return
        self.asked_at = now
        ages = {who: now - lane.at for who, lane in self.lanes.items() if who != INSIDE}
        self.loop.run_in_executor(None, self.ask_elsewhere, ages, OTHERS_SECONDS).add_done_callback(self.heard)

    def heard(self, answer: Future[frozenset[str]]) -> None:
        if not answer.cancelled() and answer.exception() is None:
            self.elsewhere = answer.result()

    def is_alone(self, lane: Lane) -> bool:
        if not self.elsewhere <= {lane.who}:
            return False
        others = (other for who, other in reversed(self.lanes.items()) if who not in {lane.who, INSIDE})
        latest = next(others, None)
        return latest is None or self.loop.time() - latest.at > OTHERS_SECONDS

    def admit(self, lane: Lane, known: float | None) -> Unit:
        unit = Unit(self, lane.who, lane.expected if known is None else known, is_known=known is not None)
        lane.left -= unit.expected
        lane.inside += 1
        return unit

    def let_in(self, lane: Lane) -> None:
        while lane.waiting and self.may_begin(lane):
            asked = lane.waiting.popleft()
            if not asked.turn.done():
                asked.turn.set_result(self.admit(lane, asked.expected))
        if lane.waiting:
            self.look_again(lane)

    def look_again(self, lane: Lane) -> None:
        if lane.timer is None:
            wait = max(SOON, -lane.left / SHARE)
            lane.timer = self.loop.call_later(wait, self.on_time, lane)

    def on_time(self, lane: Lane) -> None:
        lane.timer = None
        self.let_in(self.lane(lane.who))

    def forget(self, now: float) -> None:
        """Who has been away has nothing to wait for, and is nobody to leave room for."""
        while self.lanes and now - next(iter(self.lanes.values())).at > OTHERS_SECONDS:
            who, lane = next(iter(self.lanes.items()))
            if lane.waiting or lane.inside:
                return
            del self.lanes[who]


_turns: WeakKeyDictionary[AbstractEventLoop, Turns] = WeakKeyDictionary()


def turns() -> Turns:
    """The running loop's own."""
    loop = asyncio.get_running_loop()
    if loop not in _turns:
        _turns[loop] = Turns(loop, exchange)
    return _turns[loop]
