"""Programs that run once and must succeed."""

import asyncio
import os
from collections.abc import Mapping

from embedded.errors import ServiceError
from embedded.layout import Layout

LAST_LINES = 25


async def finish(layout: Layout, command: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """Run to the end and return what it printed; ServiceError with its last lines when it fails. Ended if cancelled."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
        cwd=layout.root,
        start_new_session=True,
    )
    try:
        output, complaints = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    text = output.decode(errors="replace").rstrip()
    complained = complaints.decode(errors="replace").rstrip()
    with (layout.log / "setup.log").open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{text}\n{complained}\n")
    if process.returncode != 0:
        last = "\n".join(f"    {line}" for line in f"{text}\n{complained}".splitlines()[-LAST_LINES:])
        raise ServiceError(f"{' '.join(command[1:])} failed (exit code {process.returncode}):\n{last}")
    return text
