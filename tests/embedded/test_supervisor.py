import json
import os
import signal

import pytest

from embedded import state
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.supervisor import Supervisor
from tests.embedded.programs import DEAF, SLEEPER, WITH_GRANDCHILD, is_alive, log_of, program, until


def pid_of(layout: Layout, name: str) -> int:
    written = state.read(layout)
    assert written is not None
    return next(record.pid for record in written.processes if record.name == name and record.pid)


async def test_supervisor_starts_a_killed_process_again(
    layout: Layout, supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    await supervisor.start(program("web", SLEEPER))
    first = pid_of(layout, "web")
    os.kill(first, signal.SIGKILL)
    await until(lambda: pid_of(layout, "web") != first)
    assert is_alive(pid_of(layout, "web"))
    assert state.read(layout).processes[0].restarts == 1  # type: ignore[union-attr]
    assert "web ended (signal SIGKILL); it starts again in" in capsys.readouterr().out
    await supervisor.stop()


async def test_supervisor_ends_what_a_killed_process_left_behind(layout: Layout, supervisor: Supervisor) -> None:
    await supervisor.start(program("web", WITH_GRANDCHILD))
    await until(lambda: log_of(layout, "web").strip().isdigit())
    grandchild = int(log_of(layout, "web"))
    os.kill(pid_of(layout, "web"), signal.SIGKILL)
    await until(lambda: not is_alive(grandchild))
    await supervisor.stop()


async def test_supervisor_waits_until_a_process_is_ready(layout: Layout, supervisor: Supervisor) -> None:
    await supervisor.start(program("web", SLEEPER), is_ready=lambda: "up" in log_of(layout, "web"))
    assert supervisor.state.processes[0].state == "running"
    await supervisor.stop()


async def test_supervisor_shows_the_last_lines_of_a_process_that_ends_while_starting(supervisor: Supervisor) -> None:
    with pytest.raises(ServiceError, match=r"(?s)database ended while starting.*no space left"):
        await supervisor.start(program("database", "raise SystemExit('no space left')"), is_ready=lambda: False)
    await supervisor.stop()


async def test_supervisor_gives_up_on_a_process_that_is_never_ready(supervisor: Supervisor) -> None:
    with pytest.raises(ServiceError, match="is not ready after"):
        await supervisor.start(program("web", SLEEPER), is_ready=lambda: False, within=0.2)
    await supervisor.stop()


async def test_supervisor_stops_high_stages_before_low_ones(layout: Layout, supervisor: Supervisor) -> None:
    witness = layout.root / "order"
    source = (
        "import signal, sys, time\n"
        "def stop(*_):\n"
        f"    open({str(witness)!r}, 'a').write('NAME ')\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGTERM, stop); print('up'); time.sleep(60)"
    )
    for name, stage in (("database", 0), ("worker", 2), ("web", 3)):
        await supervisor.start(program(name, source.replace("NAME", name), stage=stage))
    await until(lambda: all("up" in log_of(layout, name) for name in ("database", "worker", "web")))
    await supervisor.stop()
    assert witness.read_text().split() == ["web", "worker", "database"]


async def test_supervisor_kills_a_process_that_outstays_its_grace(layout: Layout, supervisor: Supervisor) -> None:
    await supervisor.start(program("worker", DEAF, grace_seconds=0.2))
    await until(lambda: "up" in log_of(layout, "worker"))
    pid = pid_of(layout, "worker")
    await supervisor.stop()
    assert not is_alive(pid)


async def test_supervisor_does_not_restart_what_it_stopped(layout: Layout, supervisor: Supervisor) -> None:
    await supervisor.start(program("worker", SLEEPER))
    await supervisor.stop()
    content = json.loads(layout.state_file.read_text())
    assert content["ready"] is False
    assert [record["state"] for record in content["processes"]] == ["ended"]


async def test_supervisor_pauses_longer_each_time_a_process_fails_by_itself(
    supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    await supervisor.start(program("relay", "raise SystemExit(1)"))
    await until(lambda: supervisor.state.processes[0].restarts >= 2)
    await supervisor.stop()
    said = capsys.readouterr().out
    assert "relay ended (exit code 1); it starts again in 0.2 s" in said
    assert "relay ended (exit code 1); it starts again in 0.5 s" in said


async def test_supervisor_starts_a_process_at_once_however_often_it_is_killed(
    layout: Layout, supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    await supervisor.start(program("web", SLEEPER))
    for _ in range(3):
        pid = pid_of(layout, "web")
        os.kill(pid, signal.SIGKILL)
        await until(lambda pid=pid: pid_of(layout, "web") != pid)  # type: ignore[misc]
    await supervisor.stop()
    assert capsys.readouterr().out.count("it starts again in 0.2 s") == 3
