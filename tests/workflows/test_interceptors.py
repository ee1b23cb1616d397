from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from temporalio import activity, workflow
from temporalio.client import WorkflowFailureError
from temporalio.common import RetryPolicy
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from tests.workflows.appointments import program
from workflows.errors import MailNotAccepted, MailRefused
from workflows.interceptors import AppErrorInterceptor

TRIES: list[str] = []


@activity.defn(name="fail")
def fail(kind: str) -> None:
    TRIES.append(kind)
    raise MailRefused if kind == "permanent" else MailNotAccepted


@workflow.defn(name="Failing", sandboxed=False)
class Failing:
    @workflow.run
    async def run(self, kind: str) -> None:
        await workflow.execute_activity(
            "fail", kind, start_to_close_timeout=timedelta(seconds=5), retry_policy=RetryPolicy(maximum_attempts=3)
        )


@pytest.mark.parametrize(("kind", "tries"), [("permanent", 1), ("passing", 3)])
async def test_only_what_is_not_permanent_is_tried_again(kind: str, tries: int) -> None:
    TRIES.clear()
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program("temporal-test-server")
    ) as env:
        with ThreadPoolExecutor(1) as executor:
            async with Worker(
                env.client,
                task_queue="failing",
                workflows=[Failing],
                activities=[fail],
                activity_executor=executor,
                interceptors=[AppErrorInterceptor()],
            ):
                with pytest.raises(WorkflowFailureError):
                    await env.client.execute_workflow(Failing.run, kind, id=str(uuid.uuid4()), task_queue="failing")

    assert len(TRIES) == tries
