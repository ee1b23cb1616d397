"""One line of the evaluation: a measured figure beside the mark it is held to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` and ``mark`` share one unit; ``mark`` is ``None`` for a figure that is only told.

    ``at_most`` turns the mark into a ceiling (a latency, a false-alarm rate). ``detail`` says how it was measured.
    """

    name: str
    value: float
    mark: float | None = None
    detail: str = ""
    at_most: bool = False

    @property
    def is_met(self) -> bool:
        if self.mark is None:
            return True
        return self.value <= self.mark if self.at_most else self.value >= self.mark
