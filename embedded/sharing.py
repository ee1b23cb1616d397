"""Test runs share one set of servers, each from a seat of its own.

The set that is up is reused (`python -m embedded up --for-tests` keeps one); otherwise the first run starts one,
which stops by itself when the last run has ended.
"""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from embedded import addresses, redis_server, slots, state
from embedded.errors import ServiceError
from embedded.layout import ROOT, Layout, layout_of

START_SECONDS = 120
SLOT = "XSEVEN_TEST_SLOT"


def take_seat() -> slots.Slot:
    """Hold a seat and put it, with the servers' addresses, into this process' environment.

    The seat comes before the look at the servers: see idle.unused.
    """
    layout = layout_of(is_for_tests=True)
    slot = slots.take(layout)
    os.environ.update(_ensure_running(layout))
    os.environ[SLOT] = str(slot.number)
    sit_down(slot.number, worker="")
    return slot


def sit_down(slot: int, *, worker: str) -> None:
    """Choose what must not be shared with the test processes beside this one; `worker` is xdist's name for it."""
    address = urlsplit(os.environ[addresses.REDIS_URL])
    database = slots.redis_database(slot, worker)
    redis_server.flush(address.port or 6379, address.password or "", database)
    os.environ[addresses.REDIS_URL] = address._replace(path=f"/{database}").geturl()
    # The channel layer's messages cross Redis databases, so it needs a name of its own.
    os.environ["CHANNEL_PREFIX"] = f"test-{slot}-{worker or 'main'}"
    os.environ["TEST_DATABASE_NAME"] = f"test_xseven_{slot}"
    os.environ["TEMPORAL_NAMESPACE"] = f"test-{slot}-{worker or 'main'}-{secrets.token_hex(3)}"


def do(program: list[str]) -> int:
    """Run a program from a seat, for checks that need Django's settings; its exit code."""
    slot = take_seat()
    try:
        return subprocess.run(program, cwd=ROOT, check=False).returncode  # noqa: S603 - what the caller asked for
    finally:
        slot.release()


def _ensure_running(layout: Layout) -> dict[str, str]:
    """The environment of the tests' servers, started if nobody has; waits until they are ready."""
    layout.make()
    deadline = time.monotonic() + START_SECONDS
    starter: subprocess.Popen[bytes] | None = None
    while time.monotonic() < deadline:
        running = state.running(layout)
        if running and running.ready:
            return running.environment
        ended = starter.poll() if starter else 0
        if not running and ended == 0:
            starter = _start(layout)
        elif not running and ended:
            break
        time.sleep(0.1)
    raise ServiceError(f"The tests' servers did not start:\n{_log(layout).read_text()[-4000:]}")


def _start(layout: Layout) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "embedded", "up", "--for-tests", "--until-unused"]
    with _log(layout).open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def _log(layout: Layout) -> Path:
    return layout.log / "services.log"
