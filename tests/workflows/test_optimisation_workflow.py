"""A search is worked on step by step until it is over, after pauses and failures, however long it takes."""

from __future__ import annotations

from itertools import pairwise

from tests.workflows.searches import skipping_time, start
from workflows.definitions.optimisation import STEPS_KEPT
from workflows.definitions.optimisation_messages import StepTaken

GOES_ON = StepTaken(is_over=False)


async def test_steps_are_taken_until_it_is_over() -> None:
    async with skipping_time() as (env, searcher):
        searcher.steps = [GOES_ON, StepTaken(is_over=False, pause=600), None, GOES_ON]
        await (await start(env)).result()
        waits = [(later - at).total_seconds() for at, later in pairwise(searcher.taken)]
        assert len(waits) == 4
        assert waits[1] >= 600
        assert waits[2] < 600

        searcher.taken.clear()
        searcher.steps = [GOES_ON] * (STEPS_KEPT + 1)
        await (await start(env)).result()
        assert len(searcher.taken) == STEPS_KEPT + 2
