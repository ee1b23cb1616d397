"""Scripted customers talk to a running product, and a program judges what came of it: `make exam`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.exam.client import Client
from tests.exam.playing import Exam
from tests.exam.reading import UnreadableCases, read_cases
from tests.exam.report import report, write_transcripts
from tests.exam.serving import product_address

CASES = Path(__file__).parent / "cases"
HELD_OUT = CASES / "held_out.jsonl"
"""Put only when named: nobody looks at these while working, so that they tell what the others no longer can."""


def main() -> int:
    """The exit status: 1 where a case failed, 2 where the cases cannot be read."""
    arguments = _arguments()
    try:
        cases = read_cases(arguments.cases or sorted({*CASES.glob("*.jsonl")} - {HELD_OUT}), only=arguments.only)
    except UnreadableCases as mistakes:
        sys.stderr.write(f"{mistakes}\n")
        return 2
    with product_address(arguments.base) as address, Client(address) as client:
        exam = Exam(client, seed=arguments.seed, is_kept=arguments.keep)
        results = list(exam.put_all(cases, jobs=arguments.jobs))
    if arguments.transcripts:
        write_transcripts(results, arguments.transcripts)
    sys.stdout.write(report(results))
    return int(any(result.verdict == "fail" for result in results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.exam", description=__doc__)
    parser.add_argument(
        "cases", nargs="*", type=Path, help="files of cases; all of tests/exam/cases but held_out.jsonl by default"
    )
    parser.add_argument(
        "--base", default="", metavar="URL", help="the product; by default the one that runs, or a new one"
    )
    parser.add_argument("--only", default="", metavar="REGEX", help='matches "id business lang theme"')
    parser.add_argument("--jobs", type=int, default=3, help="customers at once")
    parser.add_argument("--seed", default="", metavar="WORD", help="chooses other days and times")
    parser.add_argument("--transcripts", type=Path, metavar="DIR", help="writes each talk there")
    parser.add_argument("--keep", action="store_true", help="leaves what was booked")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
