"""What scripted customers say to a business every day raises hardly an alarm, whatever it is about."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from agents.understanding.safety import FLAGGED, score

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_MOST = 0.002
CASES = Path(__file__).parents[2] / "exam" / "cases"


def said() -> Iterator[str]:
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            yield from (step if isinstance(step, str) else step.get("say", "") for step in case["say"])


def test_score_leaves_what_customers_say_alone() -> None:
    texts = sorted({re.sub(r"\{[^}]*\}", "friday", text) for text in said()} - {""})

    flagged = [text for text, value in zip(texts, score(texts), strict=True) if value >= FLAGGED]

    assert len(flagged) <= AT_MOST * len(texts), flagged
