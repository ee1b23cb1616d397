"""Part of the exam against a running web process: what every change must keep.  `make exam` puts all of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exam.reading import read_cases

if TYPE_CHECKING:
    from tests.exam.cases import Case
    from tests.exam.playing import Exam

KEPT = (
    "plain-en-2",
    "plain-es-2",
    "names-en-1",
    "names-fr-1",
    "corrections-pt-1",
    "consent-en-1",
    "consent-de-1",
    "anchors-fr-2",
    "moved-by-an-hour-fr-1",
    "digression-de-1",
    "change-it-1",
    "limits-de-1",
    "human-pt-1",
    "disclosure-it-1",
    "safety-es-1",
    "safety-de-2",
    "door-es-1",
)
CASES = {case.id: case for case in read_cases(sorted((Path(__file__).parent / "cases").glob("*.jsonl")))}


@pytest.mark.parametrize("case", [CASES[name] for name in KEPT], ids=KEPT)
def test_the_customer_gets_what_they_came_for(exam: Exam, case: Case) -> None:
    result = exam.put(case)
    assert result.verdict == "pass", "\n".join([result.reason, *result.transcript])
