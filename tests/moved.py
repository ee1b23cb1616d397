"""`make test DATE=2027-03-28`: a program whose clock, and that of all it starts, stands at another date and goes on.

The difference is the same in every process. The servers were started before and keep the real time, as does Temporal,
which asks the kernel itself: what a test compares with their clocks does not fit a date that is far away.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import libfaketime

FROM_NOW_ON = {
    "FAKETIME_NO_CACHE": "0",  # the difference never changes
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # waiting takes as long as ever
    "NO_FAKE_STAT": "1",  # Python would compile what it has compiled, whenever the date is another
}


def main() -> None:
    """Become the program; its first argument is the date, with a time of day (UTC) or at this one."""
    if len(sys.argv) < 3:
        sys.exit("python -m tests.moved DATE PROGRAM…")
    _, date, *program = sys.argv
    _, preloaded = libfaketime.get_reload_information()
    moved = {"FAKETIME": f"{seconds_until(date, datetime.now(UTC)):+d}"}
    os.execvpe(program[0], program, {**os.environ, **preloaded, **FROM_NOW_ON, **moved})  # noqa: S606 - the developer's


def seconds_until(date: str, now: datetime) -> int:
    """Whole seconds, fewer than none for the past."""
    try:
        then = datetime.fromisoformat(date)
    except ValueError:
        sys.exit(f"DATE={date!r} is no date: DATE=2027-03-28, or DATE='2027-03-28 00:30' for a time of day (UTC).")
    if len(date) == len("2027-03-28"):
        then = datetime.combine(then, now.time())
    return round((then.replace(tzinfo=UTC) - now).total_seconds())


if __name__ == "__main__":
    main()
