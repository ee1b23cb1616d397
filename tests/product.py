"""The whole product as `make run` starts it, in a folder of its own: what tests kill and benches load."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import psutil
import psycopg

from embedded import state
from embedded.layout import Layout
from tests.browser.server import Product, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 300
# A run's own servers, not those the tests use.
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "TEMPORAL_ADDRESS",
    "TEMPORAL_NAMESPACE",
    "TEMPORAL_TASK_QUEUE",
    "CHANNEL_PREFIX",
    "PLATFORM_URL",
    "SECRET_KEY",
    "MASTER_KEYS",
)


@dataclass(frozen=True)
class RunningProduct(Product):
    var: Path = ROOT / "var"

    def processes(self) -> dict[str, int]:
        """Name and pid of what runs now."""
        running = state.read(Layout(root=ROOT, var=self.var))
        return {record.name: record.pid for record in running.processes if record.pid} if running else {}

    def kill(self, name: str) -> bool:
        """SIGKILL to the process and its children; whether there was one."""
        pid = self.processes().get(name)
        if pid is None:
            return False
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def kill_one_of(self, name: str, chance: random.Random) -> bool:
        """SIGKILL to one of the processes it has started, such as one of the web's workers; whether there was one."""
        pid = self.processes().get(name)
        with suppress(psutil.NoSuchProcess):
            if pid and (children := psutil.Process(pid).children()):
                chance.choice(children).kill()
                return True
        return False

    def is_asleep(self, name: str, looks: int, pause: float) -> bool:
        """Whether the process waits for something to do, so many times it is looked at."""
        pid = self.processes().get(name)
        with suppress(psutil.NoSuchProcess):
            for _ in range(looks if pid else 0):
                if psutil.Process(pid).status() != psutil.STATUS_SLEEPING:
                    return False
                time.sleep(pause)
            return pid is not None
        return False

    def rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(query, parameters).fetchall()

    def schema(self, slug: str) -> str:
        [(schema,)] = self.rows("SELECT schema_name FROM tenants_business WHERE slug = %s", slug)
        return str(schema)


@contextmanager
def product_in(var: Path, **settings: str) -> Iterator[RunningProduct]:
    """Start the product with its files below ``var``, wait until it is ready, and stop it afterwards."""
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if key not in OURS}
    environment |= {
        "XSEVEN_VAR": str(var),
        "MODELS_DIR": str(ROOT / "var" / "models"),
        "WEB_PORT": str(port),
        **settings,
    }
    var.mkdir(parents=True, exist_ok=True)
    log = var / "make-run.log"
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "embedded", "run"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    with ending_with_us(supervisor):
        _wait_until_ready(supervisor, port, log)
        running = state.read(Layout(root=ROOT, var=var))
        assert running is not None
        yield RunningProduct(port, environment | running.environment, var)


@contextmanager
def ending_with_us(supervisor: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ask it to stop when the block ends, and also where somebody ends this process: it listens to no terminal.

    Threads of ours may be at work for minutes yet; none of them is waited for then.
    """

    def end(number: int, _frame: object) -> None:
        _stop(supervisor)
        os._exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        _stop(supervisor)
        signal.signal(signal.SIGTERM, before)


def _stop(supervisor: subprocess.Popen[bytes]) -> None:
    supervisor.terminate()  # where tests run in the background, an interrupt is ignored by all they start
    try:
        supervisor.wait(60)
    except subprocess.TimeoutExpired:
        supervisor.kill()
        supervisor.wait()


def _wait_until_ready(supervisor: subprocess.Popen[bytes], port: int, log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and supervisor.poll() is None:
        if "Ready after" in log.read_text(errors="replace"):
            with urlopen(f"http://localhost:{port}/ready", timeout=30):
                return
        time.sleep(0.5)
    raise AssertionError(f"The product did not start:\n{log.read_text(errors='replace')[-4000:]}")
