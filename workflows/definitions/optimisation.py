"""A search for a better program: one step after another until it is over, whichever process takes them."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():  # the sandbox's own classes are not the converter's
    from workflows.definitions.optimisation_messages import OPTIMISATION_WORKFLOW, Optimisation, StepTaken

from workflows.definitions.steps import RETRY

OPTIMISE = "optimise"
STEP_TIMEOUT = timedelta(minutes=5)
"""A step puts itself down after 45 s; with the libraries read in and a slow last call it is well below."""
SILENCE = timedelta(seconds=90)
"""A step shows life before each call, of which none takes longer than 30 s: then its process is dead."""
STEPS_KEPT = 200
"""Of one history; what follows is a run of its own."""


@workflow.defn(name=OPTIMISATION_WORKFLOW)
class OptimisationWorkflow:
    """What is found, paid and cancelled is in rows: the workflow only sees to it that somebody works on it."""

    @workflow.run
    async def run(self, optimisation: Optimisation) -> None:
        for _ in range(STEPS_KEPT):
            taken: StepTaken = await workflow.execute_activity(
                OPTIMISE,
                optimisation,
                result_type=StepTaken,
                start_to_close_timeout=STEP_TIMEOUT,
                heartbeat_timeout=SILENCE,
                retry_policy=RETRY,
            )
            if taken.is_over:
                return
            if taken.pause:
                await workflow.sleep(timedelta(seconds=taken.pause))
        workflow.continue_as_new(optimisation)
