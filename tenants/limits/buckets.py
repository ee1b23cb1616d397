"""Token buckets: so much at once, refilled evenly; one in the process, and those all processes share in Redis."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """``burst`` at once, and as many again spread evenly over ``seconds``. ``name`` keeps buckets of one kind apart."""

    name: str
    burst: int
    seconds: float

    @property
    def per_token(self) -> float:
        """Seconds until one more may be taken."""
        return self.seconds / self.burst


class Bucket:
    """One bucket of this process. ``now`` is seconds of any clock that does not go back."""

    def __init__(self, limit: Limit, now: float) -> None:
        self.limit = limit
        self.left = float(limit.burst)
        self.at = now

    def take(self, now: float, count: int = 1) -> float:
        """Take ``count``, or nothing where there are fewer; the seconds to wait until there are, 0.0 where taken."""
        if wait := self.wait(now, count):
            return wait
        self.left = min(self.limit.burst, self.left - count)
        return 0.0

    def wait(self, now: float, count: int = 1) -> float:
        """The seconds until ``count`` could be taken."""
        self.left = min(self.limit.burst, self.left + max(0.0, now - self.at) / self.limit.per_token)
        self.at = max(self.at, now)
        return max(0.0, (count - self.left) * self.limit.per_token)
