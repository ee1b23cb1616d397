"""``python -m knowledge.reading < file``: blocks as JSON lines, then ``{"done": kind}`` or ``{"fault": word}``."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict

from knowledge.reading.faults import Unreadable
from knowledge.reading.kinds import kind_of
from knowledge.reading.reader import read

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 120


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    content = sys.stdin.buffer.read()
    try:
        for block in read(content):
            _say({key: value for key, value in asdict(block).items() if value})
        _say({"done": kind_of(content)})
    except Unreadable as error:
        _say({"fault": error.fault})


def _say(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
