"""Runs workflows and activities until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from django.core.management.base import BaseCommand

from workflows.worker import run_worker


class Command(BaseCommand):
    help = "Run workflows and activities until stopped (SIGTERM lets running activities finish)."

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(_run())


async def _run() -> None:
    stopped = asyncio.Event()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_, stopped.set)
    await run_worker(stopped)
