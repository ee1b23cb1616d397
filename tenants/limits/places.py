"""How many of something may be there at once, in this process."""

from __future__ import annotations

from collections import Counter


class Places:
    """So many at a time for each who asks. Not for threads: what counts here lives on the event loop."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken: Counter[str] = Counter()

    def take(self, who: str) -> bool:
        """Whether there was a place."""
        if self.taken[who] >= self.most:
            return False
        self.taken[who] += 1
        return True

    def give_back(self, who: str) -> None:
        self.taken[who] -= 1
        if self.taken[who] <= 0:
            del self.taken[who]
