from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from evaluation.time import evaluate

if TYPE_CHECKING:
    from pathlib import Path


def _row(text: str, said: str, kind: str, *values: str) -> dict[str, Any]:
    start = text.index(said)
    return {
        "Input": text,
        "Context": {"ReferenceDateTime": "2026-11-18T10:00:00"},
        "Results": [
            {
                "Text": said,
                "Start": start,
                "End": start + len(said) - 1,
                "TypeName": f"datetimeV2.{kind}",
                "Resolution": {"values": [{"value": value} for value in values]},
            }
        ],
    }


def _evaluated(folder: Path, *rows: dict[str, Any]) -> tuple[float, str]:
    path = folder / "recognizers_text" / "datetime_model_en.jsonl.gz"
    path.parent.mkdir()
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(json.dumps(row) for row in rows))
    overall = evaluate(folder)[0]
    return overall.value, overall.detail


def test_a_point_is_exact_by_span_type_and_coming_value(tmp_path: Path) -> None:
    share, _ = _evaluated(
        tmp_path,
        _row("see you friday", "friday", "date", "2026-11-13", "2026-11-20"),
        _row("see you friday", "you friday", "date", "2026-11-13", "2026-11-20"),
        _row("see you friday", "friday", "date", "2026-11-13", "2026-11-27"),
        _row("see you at 7", "7", "time", "07:00:00", "19:00:00"),
    )
    assert share == 0.5


def test_every_miss_is_told_with_its_reason(tmp_path: Path) -> None:
    _, detail = _evaluated(
        tmp_path,
        _row("see you friday", "you friday", "date", "2026-11-20"),
        _row("see you soon", "soon", "date", "2026-11-20"),
    )
    assert "[span] 'see you friday'" in detail
    assert "[not found] 'see you soon'" in detail


def test_rows_of_other_types_are_no_points(tmp_path: Path) -> None:
    share, detail = _evaluated(
        tmp_path, _row("next week", "next week", "daterange", "x"), _row("at noon", "noon", "time", "12:00:00")
    )
    assert share == 1.0
    assert detail.startswith("1 points")
