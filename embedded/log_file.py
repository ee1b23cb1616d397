"""A process's log: one file, and the one before it."""

import os
from pathlib import Path
from typing import IO, Self

from embedded.console import Console

LARGEST_BYTES = 20_000_000


class LogFile:
    """Written line by line, so that a crash loses nothing, and moved aside whenever it is full.

    A full disk costs lines of the log, never the process: its output must be read on.
    """

    def __init__(self, path: Path, console: Console) -> None:
        self.path = path
        self._console = console
        self._file = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def write(self, line: str) -> None:
        try:
            if self._file.tell() > LARGEST_BYTES:
                self._file.close()
                self._file = self._open()
            self._file.write(line + "\n")
        except OSError as error:
            self._warn(error)

    def _open(self) -> IO[str]:
        try:
            if self.path.is_file() and self.path.stat().st_size > LARGEST_BYTES:
                self.path.replace(self.path.with_suffix(".log.1"))
            return self.path.open("a", buffering=1, encoding="utf-8")
        except OSError as error:
            self._warn(error)
            return open(os.devnull, "a", encoding="utf-8")

    def _warn(self, error: OSError) -> None:
        self._console.warn(f"{self.path}: {error.strerror}")
