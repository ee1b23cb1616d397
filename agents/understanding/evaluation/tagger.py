"""Mark 1: RESTAURANTS-8K span F1 over all slots, spans exactly right.

The product's weights saw the whole training file, so the figure here is from a field trained on four fifths of it and
asked about the rest; each fifth is held out in turn when ``folds`` says so. The spans are those of the whole engine, as
``manage.py understand`` gives them.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agents.understanding.evaluation.figure import Figure
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.tagger.labels import SLOTS
from agents.understanding.tagger.model import Tagger
from agents.understanding.training.tagger import SOURCE, Example, read_examples, train
from agents.understanding.types import Context

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.types import Slot

MARK = 0.95
FOLDS = 5
CONTEXT = Context(now=datetime(2018, 8, 1, 12, tzinfo=UTC), timezone=ZoneInfo("UTC"))


def evaluate(data: Path, folds: int = 1) -> list[Figure]:
    """Span F1 on ``folds`` held-out fifths of the training file under ``data``."""
    examples = read_examples(data / SOURCE)
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        counts.update(_held_out(examples, fold))
    by_slot = ", ".join(f"{slot} {f1(counts, (slot,)):.3f}" for slot in SLOTS)
    return [Figure("restaurants8k span F1", round(f1(counts, SLOTS), 4), MARK, f"{folds}/{FOLDS} held out: {by_slot}")]


def _held_out(examples: Sequence[Example], fold: int) -> Counter[tuple[str, str]]:
    held = [example for i, example in enumerate(examples) if i % FOLDS == fold]
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder, "held_out.crfsuite")
        train((example for i, example in enumerate(examples) if i % FOLDS != fold), weights)
        return count(Tagger(weights), held)


def count(tagger: Tagger, examples: Iterable[Example]) -> Counter[tuple[str, str]]:
    """(slot, "right" | "found" | "true") → how many."""
    counts: Counter[tuple[str, str]] = Counter()
    for example in examples:
        reading = Reading(example.text, "en", replace(CONTEXT, requested=example.requested))
        found = {(slot.name, slot.start, slot.end) for slot in find_slots(reading, tagger) if _counts(slot)}
        true = {span[:3] for span in example.spans}
        for name, spans in (("right", found & true), ("found", found), ("true", true)):
            counts.update((slot, name) for slot, _, _ in spans)
    return counts


def _counts(slot: Slot) -> bool:
    return slot.name in SLOTS and slot.role != "rejected"


def f1(counts: Counter[tuple[str, str]], slots: Sequence[str]) -> float:
    right, found, true = (sum(counts[slot, name] for slot in slots) for name in ("right", "found", "true"))
    return 2 * right / (found + true) if found + true else 0.0
