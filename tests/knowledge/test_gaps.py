"""Questions without an answer: kept once, the newest, and gone with the customer who asked."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from businesses.privacy import Subject
from knowledge.holdings import erase_gaps
from knowledge.models import Gap
from knowledge.operations import note_gap
from knowledge.operations.gaps import LONGEST

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("in_marios")


def _asked(question: str, conversation: uuid.UUID | None = None, minutes: int = 0) -> Gap | None:
    at = NOW + timedelta(minutes=minutes)
    return note_gap(question=question, language="en-GB", conversation=conversation or uuid.uuid4(), now=at)


def test_same_question_is_kept_once_with_how_often_and_when() -> None:
    for minutes, question in enumerate(("Is there a crèche?", "is there a crèche", "IS THERE  A CRÈCHE!")):
        _asked(question, minutes=minutes)

    gap = Gap.objects.get()
    assert (gap.question, gap.asked, gap.language) == ("Is there a crèche?", 3, "en")
    assert gap.asked_at == NOW + timedelta(minutes=2)


def test_nothing_said_is_no_question_and_a_long_one_is_cut() -> None:
    assert _asked("  ?!\x00 ") is None
    gap = _asked("why " * 500)
    assert gap is not None
    assert len(gap.question) == LONGEST


def test_oldest_go_beyond_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.operations.gaps.MOST_KEPT", 2)
    for minutes in range(4):
        _asked(f"question {minutes}", minutes=minutes)

    assert sorted(Gap.objects.values_list("question", flat=True)) == ["question 2", "question 3"]


def test_question_goes_with_the_customer_who_asked_it() -> None:
    mine, other = uuid.uuid4(), uuid.uuid4()
    _asked("mine with a canary", mine)
    _asked("of somebody else", other)

    assert [erase_gaps(Subject({"conversation": (str(mine),)})) for _twice in range(2)] == [1, 0]
    assert Gap.objects.get().question == "of somebody else"
