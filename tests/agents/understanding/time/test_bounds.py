from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.understanding.time import Mention, resolve
from tests.agents.understanding.time.conftest import BERLIN, Front

if TYPE_CHECKING:
    from collections.abc import Sequence

PHRASES = (
    "on", "the", "5th", "of", "may", "at", "7", "to", "8", "and", "half", "past", "friday", "next", "week", "12:30",
    ",", ".", "-", "/", "in", "two", "hours", "am", "for", "1930", "every", "until", "christmas",
    "99999", "decades", "ago",
)  # fmt: skip
REPEATED = (
    "7 ", "half past ", "1/", "and half ", "the ", "a", "12:", ".", "2 hours and ", "twenty ", "friday, ", "in the ",
    "от 5 до 7 ", "next ", "on the 5th of may at 7 to 8 and ",
)  # fmt: skip


@pytest.mark.parametrize("text", REPEATED)
@pytest.mark.timeout(20)
def test_long_repetitive_text_is_read_to_its_end(front: Front, text: str) -> None:
    long = text * (10_000 // len(text))
    for mention in front.all(long):
        assert long[mention.start : mention.end] == mention.text


def test_text_beyond_ten_thousand_characters_is_not_read(front: Front) -> None:
    assert front.all("x " * 5_000 + "tomorrow") == ()


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "🎉", "½", "٣", "²", "9999-99-99", "99999999999999999999", "31/31/31", "25:61", "24:30", "0/0"],
)
def test_what_is_no_time_raises_nothing(front: Front, text: str) -> None:
    assert all(mention.value is None or mention.value for mention in front.all(text))


def _well_placed(found: Sequence[Mention], text: str) -> bool:
    ends = [0, *(mention.end for mention in found)]
    return all(
        text[each.start : each.end] == each.text and each.start >= end for each, end in zip(found, ends, strict=False)
    )


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join), st.sampled_from(["en", "de", "fr", "es", "it", "pt"])
)
def test_mentions_lie_in_order_and_never_overlap(text: str, language: str) -> None:
    found = resolve(text, now=Front().now, timezone=BERLIN, language=language)
    assert _well_placed(found, text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert _well_placed(resolve(text, now=Front().now, timezone=BERLIN), text)
