"""The one Temporal client of a process, for sync code.

The SDK is asyncio; a loop on a thread of its own carries it, so that any thread can ask and wait. The connection is
made at the first call. While the server is away, calls fail at once for a moment after each failure instead of waiting.
"""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from temporalio.api.errordetails.v1 import NamespaceNotFoundFailure
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RetryConfig, RPCError, RPCStatusCode

from workflows.errors import TemporalUnavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")

RPC_TIMEOUT = timedelta(seconds=5)
PAUSE_AFTER_FAILURE = 1.0
UNREACHABLE = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
    }
)
FEW_TRIES = RetryConfig(initial_interval_millis=100, max_elapsed_time_millis=1500, max_retries=2)


def is_of_no_namespace(error: RPCError) -> bool:
    """Whether the server that answered does not know our namespace: another's server on our port, or one not set up."""
    return any(detail.Is(NamespaceNotFoundFailure.DESCRIPTOR) for detail in error.grpc_status.details)


async def connect(*, lazy: bool) -> Client:
    """Return a client; a lazy one connects when first used, the other now or raises ``RuntimeError``."""
    return await Client.connect(
        settings.TEMPORAL_ADDRESS,
        namespace=settings.TEMPORAL_NAMESPACE,
        lazy=lazy,
        retry_config=FEW_TRIES if lazy else None,  # a worker tries for longer than a caller who waits
    )


async def assert_ours(client: Client) -> None:
    """Raises ``RPCError`` for a server that does not know our namespace or does not answer."""
    request = DescribeNamespaceRequest(namespace=settings.TEMPORAL_NAMESPACE)
    await client.workflow_service.describe_namespace(request, timeout=RPC_TIMEOUT)


class Line:
    """The loop's thread, the client on it, and whether the server answered last time."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.client: Client | None = None
        self.silent_until = 0.0
        threading.Thread(target=self.loop.run_forever, name="temporal-client", daemon=True).start()

    def ask(self, question: Callable[[Client], Awaitable[T]]) -> T:
        if time.monotonic() < self.silent_until:
            raise TemporalUnavailable
        answer = asyncio.run_coroutine_threadsafe(self._ask(question), self.loop)
        try:
            return answer.result(RPC_TIMEOUT.total_seconds() + 1)
        except TimeoutError as error:
            answer.cancel()
            raise self._unreachable() from error
        except RPCError as error:
            if error.status in UNREACHABLE or is_of_no_namespace(error):
                raise self._unreachable() from error
            raise
        except RuntimeError as error:  # the SDK's error for a first connection that fails
            raise self._unreachable() from error

    async def _ask(self, question: Callable[[Client], Awaitable[T]]) -> T:
        if self.client is None:
            self.client = await connect(lazy=True)
        return await question(self.client)

    def _unreachable(self) -> TemporalUnavailable:
        self.silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        return TemporalUnavailable()


@cache
def _line() -> Line:
    return Line()


def ask(question: Callable[[Client], Awaitable[T]]) -> T:
    """Run the question with the client and return its answer; raises ``TemporalUnavailable`` when none comes."""
    return _line().ask(question)


def hang_up() -> None:
    """Forget the connection: for tests, which move the server."""
    _line.cache_clear()
