"""What a run tells: a table by business, language and theme, and why each case that did not pass did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.exam.verdicts import Result

FIELDS = ("business", "lang", "theme")


def report(results: Sequence[Result]) -> str:
    return "\n".join([*_tables(results), *_reasons(results)]) + "\n"


def _tables(results: Sequence[Result]) -> Iterator[str]:
    put = [result for result in results if result.verdict in ("pass", "fail")]
    for name in FIELDS:
        yield f"\n{name:<14}passed   of    %"
        for value in sorted({str(getattr(result.case, name)) for result in put}):
            yield _row(value, [result for result in put if getattr(result.case, name) == value])
    yield _row("\nall", put)


def _row(name: str, results: Sequence[Result]) -> str:
    passed = sum(result.verdict == "pass" for result in results)
    return f"{name:<14}{passed:>6}{len(results):>5}{100 * passed / max(1, len(results)):>5.0f}"


def _reasons(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.verdict != "pass":
            case = result.case
            yield f"{result.verdict.upper()} {case.id} {case.theme} {case.business} {case.lang}: {result.reason}"


def write_transcripts(results: Sequence[Result], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        lines = [*result.transcript, f"=== {result.verdict} {result.reason}"]
        (folder / f"{result.case.id}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
