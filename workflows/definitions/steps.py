"""What every workflow here does: waits until something is due, and sends a mail while it makes sense."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():  # the sandbox's own classes are not the converter's
    from workflows.definitions.messages import MailOutcome

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPT_TIMEOUT = timedelta(seconds=30)
RETRY = RetryPolicy(initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=2))


async def is_undisturbed_until(at: datetime, is_news: Callable[[], bool]) -> bool:
    """Sleep until `at`; return False at once when there is news."""
    wait = at - workflow.now()
    if wait <= timedelta():
        return True
    try:
        await workflow.wait_condition(is_news, timeout=wait)
    except TimeoutError:
        return True
    return False


async def is_sent(activity: str, request: object, *, label: str, until: datetime) -> bool:
    """Send one mail while it makes sense; whether it went out.  One that cannot be sent never ends the workflow."""
    if until <= workflow.now():
        return False
    try:
        outcome: MailOutcome = await workflow.execute_activity(
            activity,
            request,
            result_type=MailOutcome,
            start_to_close_timeout=ATTEMPT_TIMEOUT,
            schedule_to_close_timeout=until - workflow.now(),
            retry_policy=RETRY,
        )
    except ActivityError as error:
        if is_cancelled_exception(error):
            raise
        workflow.logger.warning("mail %s was not sent", label, exc_info=error)
        return False
    return outcome.sent
