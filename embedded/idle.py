"""When the tests' servers may go: no test run holds a seat any more."""

import asyncio

from embedded import slots
from embedded.supervisor import Supervisor

CHECK_SECONDS = 1.0


async def unused(supervisor: Supervisor) -> None:
    """Return once nobody uses the servers, having said first that they are not ready.

    A run takes its seat before it looks whether the servers are ready, and this says so before it looks at the seats:
    one of the two always sees the other.
    """
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        if slots.are_taken(supervisor.layout):
            continue
        supervisor.announce(is_ready=False)
        if not slots.are_taken(supervisor.layout):
            return
        supervisor.announce(is_ready=True)
