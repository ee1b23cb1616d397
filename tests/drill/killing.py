"""Kills processes of the running product, each at random moments: while it starts, while it works."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from tests.product import RunningProduct

ONE_OF_THEM = 0.3
"""The share of kills that hit one of the processes it has started, where it has some."""
WHILE_IT_STARTS = 0.25
"""The share that need not wait until it is at work. With more, all start at once for ever, and none gets there."""
SHORTEST_PAUSE = 2.0
LOOKS, BETWEEN_LOOKS = 5, 0.1
"""Who starts is running, or waiting for a core; who is asleep whenever it is looked at has started."""


class Killer:
    """One process, killed ``times`` times within ``seconds`` if it comes back fast enough.

    It is mostly let come to work first. The web process always is: were it never up, customers would only wait.
    """

    def __init__(self, product: RunningProduct, victim: str, *, times: int, seconds: float, seed: int) -> None:
        self.product, self.victim, self.times = product, victim, times
        self.pause = max(SHORTEST_PAUSE, seconds / times)
        self.until = time.monotonic() + seconds
        self.chance = random.Random(f"{seed} {victim}")
        self.killed = Counter[str]()
        self.thread = threading.Thread(target=self.run, name=f"kills {victim}", daemon=True)
        self.thread.start()

    def run(self) -> None:
        while self.killed.total() < self.times:
            may_be_starting = self.victim != "web" and self.chance.random() < WHILE_IT_STARTS
            while not may_be_starting and not self.is_at_work() and self.wait(BETWEEN_LOOKS):
                pass
            if not self.wait(self.chance.expovariate(1 / self.pause)):
                return
            self.kill("whenever" if may_be_starting else "at work")

    def kill(self, when: str) -> None:
        if self.chance.random() < ONE_OF_THEM and self.product.kill_one_of(self.victim, self.chance):
            self.killed[f"one of its own, {when}"] += 1
        elif self.product.kill(self.victim):
            self.killed[f"whole, {when}"] += 1

    def wait(self, seconds: float) -> bool:
        """Whether there is time left afterwards."""
        time.sleep(max(0.0, min(seconds, self.until - time.monotonic())))
        return time.monotonic() < self.until

    def is_at_work(self) -> bool:
        if self.victim == "web":
            return self.is_answering()
        return self.product.is_asleep(self.victim, LOOKS, BETWEEN_LOOKS)

    def is_answering(self) -> bool:
        try:
            with urlopen(f"{self.product.platform}/health", timeout=2):  # an http address made above
                return True
        except (URLError, OSError):
            return False

    def __str__(self) -> str:
        return f"{self.victim:<16} {self.killed.total():>4} kills   {dict(self.killed)}"
