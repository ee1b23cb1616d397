"""What a person sees: steps with their times, and the lines of the child processes under their names."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

COLOURS = ("36", "32", "33", "35", "34", "96", "92", "93")
NAME_WIDTH = 15


class Console:
    """Writes to standard output; colours only for a terminal, and never with NO_COLOR."""

    def __init__(self) -> None:
        self._is_coloured = bool(os.environ.get("FORCE_COLOR")) or (
            sys.stdout.isatty() and "NO_COLOR" not in os.environ
        )
        self._colours: dict[str, str] = {}

    def say(self, text: str = "") -> None:
        """One line of the supervisor's own."""
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except OSError:  # the terminal or the reader of the pipe is gone; the processes stay
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - stands in for the closed pipe until the end

    def line(self, name: str, text: str) -> None:
        """One line of a child process."""
        self.say(self._paint(f"{name:<{NAME_WIDTH}}│", name) + f" {text}")

    def warn(self, text: str) -> None:
        self.say(f"\033[1;33m{text}\033[0m" if self._is_coloured else text)

    def is_confirmed(self, question: str) -> bool:
        """Whether a person at the terminal says yes; without a terminal nobody does."""
        self.say(question)
        return sys.stdin.isatty() and input("Type yes to go on: ").strip().lower() == "yes"

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Names a step while it runs and its time once it is done."""
        began = time.monotonic()
        self.say(f"  … {title}")
        yield
        self.say(f"  ✓ {title} ({time.monotonic() - began:.1f} s)")

    def _paint(self, text: str, name: str) -> str:
        if not self._is_coloured:
            return text
        colour = self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])
        return f"\033[{colour}m{text}\033[0m"
