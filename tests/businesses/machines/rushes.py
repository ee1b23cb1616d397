"""A rush: several people do something at the same moment, each on a connection of their own."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tenants.errors import AppError
from tests.businesses.crowd import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from businesses.models import Booking, Order

PEOPLE = 6
STEPS, LIVES = 12, 6
"""Rushes in a life, and lives, in the test command: some 200 deeds of each machine. The figures asked for take
``MACHINE_LIVES=150``.
"""


@dataclass(frozen=True)
class Deed:
    """What one person tries; ``which`` chooses among what there is, ``much`` how many or how much."""

    verb: str
    which: int
    much: int


def rushes(verbs: Sequence[str]) -> st.SearchStrategy[list[Deed]]:
    deed = st.builds(Deed, st.sampled_from(verbs), st.integers(0, 999), st.integers(1, 6))
    return st.lists(deed, min_size=1, max_size=PEOPLE)


def lives() -> settings:
    """The same lives in every run; what fails is made smaller by running it again."""
    return settings(
        max_examples=int(os.environ.get("MACHINE_LIVES", LIVES)),
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def rush(schema: str, deeds: Sequence[Deed], does: Callable[[Deed, int], Any]) -> None:
    """All at once; whatever is refused is refused with a reason for people, and nothing else goes wrong."""
    answers = at_once(schema, lambda number: does(deeds[number], number), len(deeds))
    wrong = [each for each in answers if isinstance(each, Exception) and not isinstance(each, AppError)]
    assert not wrong, wrong


def check_timeline(row: Booking | Order, changes: Sequence[Any], moves: Mapping[Any, frozenset[Any]]) -> None:
    """A timeline is whole: versions without a gap, each move one that there is, the last where the row stands."""
    assert [each.version for each in changes] == list(range(1, len(changes) + 1)), row
    for before, after in pairwise(changes):
        assert after.from_status in {before.to_status, ""}, row
        assert after.to_status == before.to_status or after.to_status in moves[before.to_status], row
    assert changes[-1].to_status == row.status, row
