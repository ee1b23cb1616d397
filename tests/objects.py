"""A server that speaks S3's protocol and checks its signatures, for a test run's process."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from embedded.objects import Objects, client
from embedded.ports import is_listening
from tests.browser.server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "tests"
START_SECONDS = 60


@contextmanager
def object_server(folder: Path) -> Iterator[Objects]:
    """Two buckets, whose objects are files below the folder."""
    port, secret = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "tests.object_server", "serve", "--data-dir", str(folder), "--host", "127.0.0.1"]
    environment = os.environ | {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": secret}
    server = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error", "--no-access-log"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        give_up = time.monotonic() + START_SECONDS
        while not is_listening(port):
            assert time.monotonic() < give_up, "the server of objects did not start"
            assert server.poll() is None, "the server of objects ended"
            time.sleep(0.05)
        objects = Objects(f"http://127.0.0.1:{port}", "us-east-1", KEY, secret, "uploads", "backups")
        for bucket in (objects.files, objects.backups):
            client(objects).create_bucket(Bucket=bucket)
        yield objects
    finally:
        server.kill()
        server.wait()


def variables(objects: Objects) -> dict[str, str]:
    """The settings that name it."""
    return {
        "S3_ENDPOINT_URL": objects.endpoint,
        "S3_ACCESS_KEY_ID": objects.key,
        "S3_SECRET_ACCESS_KEY": objects.secret,
        "FILES_BUCKET": objects.files,
        "BACKUPS_BUCKET": objects.backups,
    }
