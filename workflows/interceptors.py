"""The one place where our errors become Temporal's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, Interceptor

from tenants.errors import AppError

if TYPE_CHECKING:
    from temporalio.worker import ExecuteActivityInput


class _Translating(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002  # the SDK's name
        try:
            return await super().execute_activity(input)
        except AppError as error:
            raise ApplicationError(str(error), type=error.code, non_retryable=error.permanent) from error


class AppErrorInterceptor(Interceptor):
    """A permanent ``AppError`` ends an activity's retries; any other error is tried again."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _Translating(next)
