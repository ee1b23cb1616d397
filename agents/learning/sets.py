"""Making a set: what is known and what was written, gathered, split and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from agents.learning.errors import ExampleRefused, TooFewExamples
from agents.learning.exercises import EXERCISES
from agents.learning.gates import FEWEST
from agents.learning.gathering import example, known_examples, redacted
from agents.learning.models import EvaluationExample, EvaluationSet, Source, Split
from businesses.desk import current_desk
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tenants.actors import Actor

SET_MADE, EXAMPLE_WRITTEN, EXAMPLE_REMOVED = "evaluation_set.made", "example.written", "example.removed"
FEWEST_LEARNT = 4
LONGEST_TEXT, LONGEST_WORDS, MOST_LINES = 1_500, 600, 30


@transaction.atomic
def make_set(*, module: str, by: Actor) -> EvaluationSet:
    """The module's examples as of now; the last set where nothing is new since. Raises ``TooFewExamples``."""
    desk = current_desk()
    written = EvaluationExample.objects.filter(set=None, module=module).order_by("key")
    found = {each.key: each for each in (*known_examples(module, desk), *written)}  # a person's word counts
    if not is_enough(list(found.values())):
        raise TooFewExamples
    given = EXERCISES[module].given(desk)
    last = EvaluationSet.objects.filter(module=module).order_by("-number").first()
    if last is not None and last.given == given and told(last.examples.all()) == told(found.values()):
        return last
    made = EvaluationSet.objects.create(
        module=module, number=last.number + 1 if last else 1, given=given, made_by=str(by)
    )
    for each in found.values():
        each.pk, each.set = None, made
    EvaluationExample.objects.bulk_create(found.values())
    detail = {"version": made.number, "examples": len(found)}
    done(SET_MADE, about=f"evaluation_set:{module}", by=by, detail=detail)
    return made


def told(examples: Iterable[EvaluationExample]) -> dict[str, tuple[object, object]]:
    return {each.key: (each.inputs, each.wanted) for each in examples}


def is_enough(examples: Sequence[EvaluationExample]) -> bool:
    """Whether there is something to learn from, to choose by, and to judge by in the end."""
    counts = {split: sum(each.split == split for each in examples) for split in Split}
    return counts[Split.TRAIN] >= FEWEST_LEARNT and counts[Split.CHOOSE] > 0 and counts[Split.HELD_OUT] >= FEWEST


@transaction.atomic
def write_example(
    *, module: str, text: str, wanted: str, language: str, facts: Sequence[str] = (), by: Actor
) -> EvaluationExample:
    """Have the next set hold it; written again, it is replaced. Redacted before it is kept. Raises ``ExampleRefused``.

    ``text`` is what the customer wrote, of a summary the conversation, a line each; ``facts`` are for replies alone.
    """
    exercise = EXERCISES[module]
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    if faults := faults_in(module, lines, wanted):
        raise ExampleRefused(errors=faults)
    said = lines[:MOST_LINES] if exercise.told == "transcript" else " ".join(lines)
    inputs: dict[str, object] = {exercise.told: said}
    if exercise.is_of_words:
        inputs["language"] = language
    if module == "response":
        inputs["facts"] = [each.strip() for each in facts if each.strip()]
    if module == "agent":
        inputs["intents"] = []
    made = example(module, text, inputs, {exercise.field: wanted}, language=language, source=Source.WRITTEN)
    redacted(made)
    EvaluationExample.objects.filter(set=None, module=module, key=made.key).delete()
    made.save()
    done(EXAMPLE_WRITTEN, about=f"example:{made.pk}", by=by, detail={"module": module, "language": language})
    return made


def faults_in(module: str, lines: Sequence[str], wanted: str) -> dict[str, object]:
    """By field what is wrong; empty where nothing is."""
    exercise, found = EXERCISES[module], dict[str, object]()
    if not lines:
        found["text"] = _("Say something here.")
    elif any(len(each) > LONGEST_TEXT for each in lines):
        found["text"] = _("At most %(most)d characters.") % {"most": LONGEST_TEXT}
    if exercise.names is None:
        if not 0 < len(wanted.strip()) <= LONGEST_WORDS:
            found["wanted"] = _("At least one and at most %(most)d characters.") % {"most": LONGEST_WORDS}
    elif wanted not in (names := exercise.names(current_desk())):
        found["wanted"] = _("One of: %(names)s.") % {"names": ", ".join(names)}
    return found


@transaction.atomic
def remove_example(*, example: EvaluationExample, by: Actor) -> None:
    """It is in no further set; sets that hold it stay as they are."""
    done(EXAMPLE_REMOVED, about=f"example:{example.pk}", by=by, detail={"module": example.module})
    example.delete()
