"""Figures of the gateway's learned parts: ``python -m agents.llm.evaluation sameness|routing /path/to/data``."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("sameness", "routing"))
    parser.add_argument("data", type=Path, help="the folder with the public sets")
    given = parser.parse_args()
    for line in import_module(f"agents.llm.evaluation.{given.part}").lines(given.data):
        print(line, flush=True)  # noqa: T201  # its output


if __name__ == "__main__":
    main()
