"""Cases are checked before anybody talks, and the mistake is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.exam.reading import UnreadableCases, read_cases

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "id": "one",
    "business": "marios",
    "lang": "en",
    "theme": "plain",
    "slots": {"a": {"service": "Table", "party": 2}},
    "say": ["a table {on} {at}"],
    "answers": {"name": "Ada King", "phone": "+44 7700 900100"},
    "expect": {"bookings": [{"slot": "a", "name": "Ada King"}]},
}


def written(folder: Path, *cases: dict[str, Any]) -> list[Path]:
    file = folder / "cases.jsonl"
    file.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return [file]


def test_a_good_case_is_read(tmp_path: Path) -> None:
    [case] = read_cases(written(tmp_path, GOOD))
    assert case.say[0].say == "a table {on} {at}"
    assert case.answers_after(3)["name"] == ("Ada King",)
    assert [booking.slots for outcome in case.expect.outcomes() for booking in outcome.bookings] == [("a",)]


def test_another_outcome_keeps_what_it_does_not_say_itself(tmp_path: Path) -> None:
    expect = {**GOOD["expect"], "never": ["sorry"], "any_of": [{"bookings": [], "handoff": True}]}
    [case] = read_cases(written(tmp_path, {**GOOD, "expect": expect}))
    first, other = case.expect.outcomes()
    assert (len(first.bookings), first.handoff, first.never) == (1, None, ("sorry",))
    assert (len(other.bookings), other.handoff, other.never) == (0, True, ("sorry",))


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"lang": "nl"}, "cases.jsonl:1: lang: "),
        ({"business": "mario"}, "cases.jsonl:1: business: "),
        ({"say": []}, "cases.jsonl:1: say: "),
        ({"say": [{"say": "hi", "when": "later"}]}, "cases.jsonl:1: say.0.when: "),
        ({"say": [{"say": "hi", "replies": "x"}]}, "cases.jsonl:1: say.0.replies: Extra inputs"),
        ({"say": [{"say": "hi", "reply": "(x"}]}, "say.0.reply: Value error, not a regular expression"),
        ({"say": ["a table {b.on}"]}, "one: {b.on} names nothing"),
        ({"say": ["a table {someday}"]}, "one: {someday} names nothing"),
        ({"say": ["hi", {"say": "later", "slot": "c"}]}, "one: there is no slot 'c'"),
        ({"slots": {"a": {"of": "b"}}}, "one: there is no slot 'b'"),
        ({"answers": {"phone": "by carrier pigeon"}}, "one: no phone number in 'by carrier pigeon'"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, change: dict[str, Any], mistake: str) -> None:
    with pytest.raises(UnreadableCases) as refused:
        read_cases(written(tmp_path, {**GOOD, **change}))
    assert mistake in str(refused.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCases, match="one: the id is there 2 times"):
        read_cases(written(tmp_path, GOOD, GOOD))


def test_cases_are_chosen_by_theme_business_and_language(tmp_path: Path) -> None:
    other = {**GOOD, "id": "two", "business": "bella", "theme": "door"}
    assert [case.id for case in read_cases(written(tmp_path, GOOD, other), only="bella en door")] == ["two"]
