"""Mark 1: RESTAURANTS-8K span F1 over all slots, spans exactly right.

A split the product's weights have not seen is asked of the product as it is. On the file they were trained on, the
figure is from fields trained on four fifths of it and asked about the rest. The spans are those of the whole engine, as
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

from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.tagger.labels import SLOTS
from agents.understanding.tagger.model import Tagger, booking_tagger
from agents.understanding.types import Context
from evaluation.figure import Figure
from training.tagger import Example, is_training_file, read_examples, train

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.types import Slot

    Counts = Counter[tuple[str, str]]

MARK = 0.95
FOLDS = 5
CONTEXT = Context(now=datetime(2018, 8, 1, 12, tzinfo=UTC), timezone=ZoneInfo("UTC"))


def evaluate(data: Path, folds: int = 1) -> list[Figure]:
    """Span F1 for every split under ``data``; ``folds`` held-out fifths of the training file."""
    return [_figure(path, folds) for path in sorted((data / "restaurants8k").glob("*.jsonl.gz"))]


def _figure(path: Path, folds: int) -> Figure:
    examples = read_examples(path)
    counts: Counts = Counter()
    if is_training_file(path):
        how = f"{folds} of {FOLDS} fifths held out"
        for fold in range(folds):
            counts.update(_held_out(examples, fold))
    else:
        how = f"{path.name.partition('.')[0]} split, {len(examples)} messages"
        counts = count(booking_tagger(), examples)
    by_slot = ", ".join(f"{slot} {f1(counts, (slot,)):.3f}" for slot in SLOTS)
    return Figure("restaurants8k span F1", round(f1(counts, SLOTS), 4), MARK, f"{how}: {by_slot}")


def _held_out(examples: Sequence[Example], fold: int) -> Counts:
    held = [example for i, example in enumerate(examples) if i % FOLDS == fold]
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder, "held_out.crfsuite")
        train((example for i, example in enumerate(examples) if i % FOLDS != fold), weights)
        return count(Tagger(weights), held)


def count(tagger: Tagger, examples: Iterable[Example]) -> Counts:
    """(slot, "right" | "found" | "true") → how many."""
    counts: Counts = Counter()
    for example in examples:
        reading = Reading(example.text, "en", replace(CONTEXT, requested=example.requested))
        found = {(slot.name, slot.start, slot.end) for slot in find_slots(reading, tagger) if _counts(slot)}
        true = {span[:3] for span in example.spans}
        for name, spans in (("right", found & true), ("found", found), ("true", true)):
            counts.update((slot, name) for slot, _, _ in spans)
    return counts


def _counts(slot: Slot) -> bool:
    return slot.name in SLOTS and slot.role != "rejected"


def f1(counts: Counts, slots: Sequence[str]) -> float:
    right, found, true = (sum(counts[slot, name] for slot in slots) for name in ("right", "found", "true"))
    return 2 * right / (found + true) if found + true else 0.0
