"""What is counted of one variant: how many visitors, and the sums of what came of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """``count`` visitors with the sum of their values and of the squares; a share counts each as 0 or 1."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None

    def variance(self, *, is_share: bool) -> float:
        """Of one visitor's value; 0 while it is unknown.

        That of a share is reckoned with one success and one failure more (Agresti and Coull, 1998): where nobody has
        booked yet, it is not certain that nobody will.
        """
        if is_share:
            share = (self.total + 1) / (self.count + 2)
            return share * (1 - share)
        if self.count < 2:  # one value varies from nothing
            return 0.0
        return max(0.0, (self.squares - self.total**2 / self.count) / (self.count - 1))
