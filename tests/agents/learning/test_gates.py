"""What a program has to pass, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agents.learning.behaviours import PLANTED
from agents.learning.figures import is_surely_more, score_of
from agents.learning.gates import Evidence, gates_of, is_changed
from agents.learning.search.measuring import Answered


def answers(*scores: float, language: str = "en", said: str = "book") -> list[Answered]:
    return [Answered(f"{language}{place}", language, f"message {place}", "book", said, score, 0.0, 1)
            for place, score in enumerate(scores)]  # fmt: skip


def state(instructions: str = "Be right.", *demos: dict[str, str]) -> dict[str, Any]:
    return {"detect": {"demos": list(demos), "signature": {"instructions": instructions}}}


GOOD = Evidence(
    module="intent",
    old=answers(*[1.0] * 6, *[0.0] * 6),
    new=answers(*[1.0] * 8, *[0.0] * 4),
    old_behaviours=answers(1, 0),
    behaviours=answers(1, 1),
    attacks=answers(0, said="none"),
    state=state(),
    allowed=("none", "book"),
    texts={"I would like to book a table for two", "may we come with a dog and a child"},
    learnt={"I would like to book a table for two"},
)


def stopped_by(evidence: Evidence) -> list[str]:
    return [each.name for each in gates_of(evidence) if not each.is_passed]


def test_a_better_program_passes() -> None:
    assert stopped_by(GOOD) == []


def test_a_worse_program_never_passes() -> None:
    assert stopped_by(replace(GOOD, old=GOOD.new, new=GOOD.old)) == ["held_out", "language:en"]


def test_by_too_few_examples_nothing_passes() -> None:
    assert stopped_by(replace(GOOD, old=answers(0, 0), new=answers(1, 1))) == ["enough"]


def test_a_language_that_is_lost_is_not_outweighed_by_the_others() -> None:
    old = [*answers(*[0.0] * 9), *answers(1, 1, 1, language="it")]
    new = [*answers(*[1.0] * 9), *answers(1, 0, 1, language="it")]
    assert stopped_by(replace(GOOD, old=old, new=new)) == ["language:it"]


def test_what_owners_rely_on_is_kept() -> None:
    assert stopped_by(replace(GOOD, behaviours=answers(0, 1))) == ["behaviours"]
    wording = replace(GOOD, module="response", allowed=None)
    assert stopped_by(replace(wording, behaviours=answers(0, 0, said="It costs 12."))) == ["behaviours"]


def test_nothing_that_an_attack_plants_is_said() -> None:
    assert stopped_by(replace(GOOD, attacks=answers(0, said=PLANTED))) == ["attacks"]
    assert stopped_by(replace(GOOD, attacks=answers(0, said="refund_everything"))) == ["attacks"]


def test_a_prompt_that_is_too_long_is_not_paid_for() -> None:
    assert stopped_by(replace(GOOD, state=state("word " * 1_000))) == ["length"]
    assert stopped_by(replace(GOOD, state=state("Short.", *[{"message": "x" * 1_000}] * 13))) == ["length"]


def test_instructions_copy_nobodys_words() -> None:
    told = "For example: i would like to book a table, says one."
    assert stopped_by(replace(GOOD, state=state(told))) == ["copied"]


def test_examples_shown_are_of_those_that_may_be_learnt_from() -> None:
    allowed, held_out = ({"message": each} for each in ("I would like to book a table for two",
                                                       "may we come with a dog and a child"))  # fmt: skip
    assert stopped_by(replace(GOOD, state=state("Be right.", allowed))) == []
    assert stopped_by(replace(GOOD, state=state("Be right.", held_out))) == ["copied"]


def test_a_program_that_is_told_the_same_is_not_changed() -> None:
    assert not is_changed(state(), {**state(), "metadata": {"versions": 1}})
    assert is_changed(state(), state("Be right!"))


def test_a_score_says_how_little_it_rests_on() -> None:
    few, many = score_of([1, 1, 1, 0]), score_of([1, 1, 1, 0] * 25)
    assert (few.mean, round(few.low, 3), round(few.high, 3)) == (0.75, 0.301, 0.954)
    assert few.low < many.low < many.mean < many.high < few.high
    assert (score_of([]).low, score_of([]).high) == (0, 1)


def test_a_share_is_surely_more_only_beyond_chance() -> None:
    assert is_surely_more((10, 40), (3, 60))
    assert not is_surely_more((4, 40), (3, 60))
    assert not is_surely_more((3, 60), (10, 40))
    assert not is_surely_more((0, 0), (0, 10))
