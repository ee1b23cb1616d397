from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from django.utils import translation

from businesses.availability.intervals import Interval
from businesses.availability.refusals import Kind, Unavailable
from businesses.clock import clock_format
from businesses.explanations import explain

EVENING = Interval(datetime(2026, 3, 10, 18, tzinfo=UTC), datetime(2026, 3, 10, 23, tzinfo=UTC))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_reason_has_a_sentence(kind: Kind) -> None:
    with translation.override("en"):
        told = explain(Unavailable(kind, limit=4, openings=(EVENING,), boundary=EVENING.start, note="Inventory"))

    assert told.endswith(".")
    assert "%" not in told
    assert "None" not in told


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Unavailable("too_large", limit=1), "one person at a time"),
        (Unavailable("too_large", limit=8), "up to 8 people"),
        (Unavailable("outside_hours", openings=(EVENING,)), "18:00-23:00"),
        (Unavailable("too_long_before_closing", boundary=EVENING.start), "18:00"),
        (Unavailable("too_long_before_closing"), "longer than we are open"),
        (Unavailable("closed", note="100 %(x)s closed"), "100 %(x)s closed"),
        (Unavailable("too_soon", boundary=EVENING.start), "Tue 10 Mar 18:00"),
    ],
)
def test_reason_names_what_would_do(refusal: Unavailable, words: str) -> None:
    with translation.override("en"):
        assert words in explain(refusal)


def test_reason_uses_the_countrys_clock() -> None:
    refusal = Unavailable("too_long_before_closing", boundary=EVENING.start)

    with translation.override("en"):
        assert "6:00 PM" in explain(refusal, clock=clock_format("US"))
        assert "18:00" in explain(refusal, clock=clock_format("IT"))
