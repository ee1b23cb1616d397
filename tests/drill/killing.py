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
SHORTEST_PAUSE = 2.0


class Killer:
    """One process, killed ``times`` times within ``seconds`` if it comes back fast enough.

    The web process is let answer first: were it never up, customers would only wait.
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
        while self.killed.total() < self.times and self.wait(self.chance.expovariate(1 / self.pause)):
            if self.victim == "web" and not self.is_answering():
                self.wait(0.2)
            elif self.chance.random() < ONE_OF_THEM and self.product.kill_one_of(self.victim, self.chance):
                self.killed["one of its own"] += 1
            elif self.product.kill(self.victim):
                self.killed["whole"] += 1

    def wait(self, seconds: float) -> bool:
        """Whether there is time left afterwards."""
        time.sleep(max(0.0, min(seconds, self.until - time.monotonic())))
        return time.monotonic() < self.until

    def is_answering(self) -> bool:
        try:
            with urlopen(f"{self.product.platform}/health", timeout=2):  # an http address made above
                return True
        except (URLError, OSError):
            return False

    def __str__(self) -> str:
        return f"{self.victim:<16} {self.killed.total():>4} kills   {dict(self.killed)}"
