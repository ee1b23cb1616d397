"""The learned tagger: what its spans look like, and that its weights are what the script makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agents.understanding.tagger.labels import Span, decode, encode
from agents.understanding.tagger.model import WEIGHTS, Tagger, booking_tagger
from agents.understanding.tagger.tokens import tokenize
from training.tagger import Example, train

if TYPE_CHECKING:
    from pathlib import Path


def _spans(text: str, *requested: str) -> set[tuple[str, str]]:
    return {(span.slot, text[span.start : span.end]) for span in booking_tagger().tag(text, requested).spans}


def test_spans_hold_the_noun_and_leave_the_preposition_out() -> None:
    assert _spans("I'd like a table for 6 people at 7pm on Tuesday") == {
        ("people", "6 people"),
        ("time", "7pm"),
        ("date", "Tuesday"),
    }


def test_name_is_split_in_first_and_last() -> None:
    assert _spans("The booking is under Ingrid Halvorsen") == {("first_name", "Ingrid"), ("last_name", "Halvorsen")}


@pytest.mark.parametrize(("asked", "slot"), [("people", "people"), ("time", "time")])
def test_what_was_asked_decides_a_bare_number(asked: str, slot: str) -> None:
    assert _spans("9", asked) == {(slot, "9")}


def test_small_talk_has_no_spans() -> None:
    assert _spans("Do you have any vegan dishes on the menu?") == set()


def test_doubt_is_small_where_nothing_is_said_and_whole_where_nothing_was_read() -> None:
    tagging = booking_tagger().tag("thank you very much indeed")
    assert tagging.doubt(0, 5) < 0.1
    assert tagging.doubt(1000, 1005) == 1.0


def test_labels_carry_overlapping_spans_there_and_back() -> None:
    text = "see you at 9:45 tonight"
    tokens = tokenize(text)
    spans = {Span("time", 11, 23), Span("date", 16, 23)}
    labels = encode(tokens, spans)
    assert set(decode(tokens, labels, [1.0] * len(tokens))) == spans


def test_weights_are_small_enough_to_ship() -> None:
    assert WEIGHTS.stat().st_size < 4_000_000


def test_training_twice_gives_the_same_file(tmp_path: Path) -> None:
    examples = [
        Example("a table for 4 people", (), (Span("people", 12, 20),)),
        Example("at 7pm please", ("time",), (Span("time", 3, 6),)),
        Example("hello there", (), ()),
    ] * 5
    for name in ("one", "two"):
        train(examples, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert Tagger(tmp_path / "one").tag("at 7pm please", ("time",)).spans


def test_very_long_text_is_read_in_part() -> None:
    tagging = booking_tagger().tag("table for 4 " * 5_000)
    assert len(tagging.tokens) <= 400
