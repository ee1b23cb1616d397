"""How the models have fared lately, as this process has seen it: one that keeps failing is left alone for a while.

A circuit breaker for each place (address, model and key): closed, open for a cool-down that doubles, then let through
one call at a time until one succeeds (Nygard, *Release It!*, 2nd ed., ch. 5).
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agents.llm.errors import Cancelled, Overloaded, RequestRefused, TooSlow

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.llm.errors import ModelError

FAILURES = 4
"""In a row, after which nobody asks for a while."""
FIRST_REST, LONGEST_REST = 15.0, 240.0
SMOOTHING = 0.2
"""Of the running mean of answer times: the last five or so count."""
MOST_PLACES = 1_000


@dataclass(slots=True)
class Health:
    """Times are of the clock given to ``Breakers``. ``seconds`` is the running mean of what an answer takes."""

    failures: int = 0
    rest: float = FIRST_REST
    open_until: float = 0.0
    is_trying: bool = False
    seconds: float = 0.0


@dataclass(slots=True)
class Breakers:
    clock: Callable[[], float] = time.monotonic
    _places: OrderedDict[str, Health] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, place: str) -> bool:
        """Whether the place may be called now; after a rest, one caller at a time is let in to try."""
        with self._lock:
            health = self._of(place)
            if health.open_until > self.clock():
                return False
            if health.failures >= FAILURES:
                if health.is_trying:
                    return False
                health.is_trying = True
            return True

    def succeeded(self, place: str, seconds: float) -> None:
        with self._lock:
            health = self._of(place)
            mean = health.seconds + SMOOTHING * (seconds - health.seconds) if health.seconds else seconds
            self._places[place] = Health(seconds=mean)

    def failed(self, place: str, error: ModelError) -> None:
        """Refusals of one request say nothing of the place; a key or a model that is wrong stays so for a while."""
        with self._lock:
            health, now = self._of(place), self.clock()
            health.is_trying = False
            if error.cool_down:
                health.open_until = max(health.open_until, now + error.cool_down)
            was_not_asked = isinstance(error, TooSlow) and not error.is_charged
            if was_not_asked or isinstance(error, RequestRefused | Cancelled | Overloaded):
                return
            health.failures += FAILURES if error.permanent else 1
            if health.failures >= FAILURES:
                health.open_until = max(health.open_until, now + health.rest)
                health.rest = min(2 * health.rest, LONGEST_REST)

    def left(self, place: str) -> None:
        """A call ended that tells nothing of the place."""
        with self._lock:
            self._of(place).is_trying = False

    def seconds(self, place: str) -> float:
        """What an answer has taken lately; 0.0 where none has come yet."""
        with self._lock:
            return self._of(place).seconds

    def forget(self, place: str) -> None:
        """The place is as good as new: its settings were tried by hand."""
        with self._lock:
            self._places.pop(place, None)

    def _of(self, place: str) -> Health:
        health = self._places.setdefault(place, Health())
        self._places.move_to_end(place)
        if len(self._places) > MOST_PLACES:
            self._places.popitem(last=False)
        return health


breakers = Breakers()
