"""``python -m evaluation DATA``: one table of every figure beside the mark it is held to."""

from __future__ import annotations

import argparse
import importlib
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS = ("tagger", "intents", "time", "dialogues", "languages", "orders", "meanings", "danger", "safety", "speed")
"""Modules beside this one, each with ``evaluate(data)``; in the order of the marks."""


def figures_of(part: str, data: Path) -> Iterable[Figure]:
    """The part's figures.  A part that cannot be measured, for want of data above all, says why and stops no other."""
    try:
        found = importlib.import_module(f"evaluation.{part}").evaluate(data)
    except Exception as error:  # noqa: BLE001 - the table tells of it; the other parts still count
        return [Figure(part, math.nan, None, f"not measured: {type(error).__name__}: {error}")]
    figures = [found] if isinstance(found, Figure) else list(found)
    return figures or [Figure(part, math.nan, None, f"not measured: no data for it under {data}")]


def row(figure: Figure) -> str:
    """Name, value, mark, whether it is met, and how it was measured."""
    sign = "<=" if figure.at_most else ">="
    mark = "" if figure.mark is None else f"{sign} {figure.mark:g}"
    return f"{figure.name:<44} {figure.value:>9.4g} {mark:>10} {_state(figure):>4}  {figure.detail}"


def _state(figure: Figure) -> str:
    if math.isnan(figure.value):
        return "-"
    if figure.mark is None:
        return ""
    return "yes" if figure.is_met else "NO"


def main(arguments: list[str] | None = None) -> None:
    """Prints the table, part by part as each is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS), help="parts to measure")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{'figure':<44} {'value':>9} {'mark':>10} {'met':>4}  how\n")
    for part in chosen.only:
        started = time.perf_counter()
        for figure in figures_of(part, chosen.data):
            sys.stdout.write(row(figure) + "\n")
        sys.stdout.write(f"{'':<44} {part}: {time.perf_counter() - started:.0f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
