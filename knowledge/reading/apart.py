"""Reading in a process of its own, with memory and time it cannot exceed: a file that breaks it breaks nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from knowledge.blocks import Block
from knowledge.reading.faults import Fault, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "knowledge.reading"]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
"""Nothing of ours: no key and no address of a server."""


def read_apart(content: bytes, on_page: Callable[[int], None] = lambda _page: None) -> tuple[list[Block], str]:
    """The blocks and the media type; ``on_page`` hears of each page as it is read. Raises ``Unreadable``."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        with subprocess.Popen(  # noqa: S603  # our own program
            COMMAND, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT
        ) as running:
            return _heard(running.stdout, on_page)


def _heard(lines: IO[bytes] | None, on_page: Callable[[int], None]) -> tuple[list[Block], str]:
    blocks: list[Block] = []
    page = 0
    for line in lines or ():
        row = json.loads(line) if line.endswith(b"\n") else {}
        if "done" in row:
            return blocks, str(row["done"])
        if "fault" in row:
            raise Unreadable(Fault(row["fault"]))
        if row.get("page", 0) > page:
            page = row["page"]
            on_page(page)
        if row:
            blocks.append(Block(**row))
    raise Unreadable(Fault.TOO_MUCH)  # it was ended, by the limit of its time or memory
