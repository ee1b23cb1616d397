"""The product's own processes, in one table."""

import os
import signal
import sys

from embedded.errors import ServiceError
from embedded.spec import ProcessSpec

WEB_PROCESSES = 2
# The largest frame a customer's socket may send; the product's own limit on a message is far below it.
MAX_FRAME_BYTES = 64 * 1024
# Between a server's pings to an idle socket: shorter than the minute after which proxies give one up, and no shorter,
# for with a thousand idle customers pings are a good part of what the web process does.
PING_SECONDS = 45
# Seconds a stopping process gets for the requests, tasks and activities it has begun.
GRACE_SECONDS = 8


def application(*, host: str, port: int) -> tuple[ProcessSpec, ...]:
    """The web process comes first: people can write while the rest starts. It also stops first: it makes their work."""
    manage = (sys.executable, "manage.py")
    celery = (sys.executable, "-m", "celery", "--quiet", "-A", "config")
    return (
        _process("web", *_uvicorn(host, port), stage=3),
        _process("worker", *celery, "worker", "--pool=prefork", "--without-gossip", "--loglevel=INFO"),
        _process("beat", *celery, "beat", "--scheduler=django_celery_beat.schedulers:DatabaseScheduler", "--pidfile="),
        _process("temporal-worker", *manage, "temporal_worker"),
        _process("relay", *manage, "relay"),
    )


def _uvicorn(host: str, port: int) -> tuple[str, ...]:
    """Frames are small, and a compressor for each socket costs 64 KiB instead of 14 (websockets' documentation)."""
    return (
        *(sys.executable, "-m", "uvicorn", "config.asgi:application"),
        *("--host", host, "--port", str(port), "--workers", str(_web_processes())),
        *("--http", "config.punctual:PunctualProtocol"),
        *(
            "--ws",
            "config.sockets:PatientSocketProtocol",
            "--ws-max-size",
            str(MAX_FRAME_BYTES),
            "--ws-per-message-deflate",
            "false",
        ),
        *("--ws-ping-interval", str(PING_SECONDS)),
        *("--no-proxy-headers", "--no-server-header", "--no-access-log", "--log-level", "warning"),
        *("--timeout-graceful-shutdown", str(GRACE_SECONDS - 2)),
    )


def _web_processes() -> int:
    value = os.environ.get("WEB_PROCESSES", str(WEB_PROCESSES))
    if not value.isdigit() or int(value) < 1:
        raise ServiceError(f"WEB_PROCESSES is {value!r}; set it to a number from 1.")
    return int(value)


def _process(name: str, *command: str, stage: int = 2) -> ProcessSpec:
    return ProcessSpec(
        name=name,
        command=command,
        stage=stage,
        environment={"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"},
        stop_signal=signal.SIGTERM,
        grace_seconds=GRACE_SECONDS,
        is_echoed=True,
    )
