"""A set of real servers in a folder of its own, beside the set the other tests use."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from embedded import state
from embedded.layout import ROOT, Layout

WAIT_SECONDS = 90
SERVERS = ("DATABASE_URL", "REDIS_URL", "TEMPORAL_ADDRESS", "KAFKA_BOOTSTRAP_SERVERS")


class Machine:
    """The command line, run on a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.layout = Layout(root=ROOT, var=var)
        inherited = {*SERVERS, "TEMPORAL_NAMESPACE", "TEMPORAL_TASK_QUEUE", "SECRET_KEY", "MASTER_KEYS"}
        self.environment = {k: v for k, v in os.environ.items() if k not in inherited} | {"XSEVEN_VAR": str(var)}
        self.supervisors: list[subprocess.Popen[str]] = []

    def up(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "embedded", "up"],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.supervisors.append(process)
        return process

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "embedded", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False)

    def pids(self) -> dict[str, int]:
        running = state.running(self.layout)
        return {record.name: record.pid or 0 for record in running.processes} if running else {}

    def wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.pids()
            time.sleep(0.1)

    def is_ready(self) -> bool:
        running = state.running(self.layout)
        return bool(running and running.ready)

    def clear(self) -> None:
        self.call("reset", "--force")
        for supervisor in self.supervisors:
            supervisor.kill()
            supervisor.communicate()
        self.supervisors.clear()

    def variables(self) -> dict[str, str]:
        lines = self.call("env").stdout.splitlines()
        return dict(line.removeprefix("export ").split("=", 1) for line in lines)
