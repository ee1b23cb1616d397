"""Learns the built-in intents: ``python -m training.intents_builtin DATA`` writes its weights.

Reads the catalogue's sentences, and of the public sets those whose label is one of the built-in intents or surely none:
clinc150 (CC BY 3.0), sgd_booking and xsid (CC BY-SA 4.0), taskmaster_coffee and restaurants8k (CC BY 4.0). Only own
sentences are kept as examples. Confidence is set on own lines that were held out with all their variants; how they are
read is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents import catalogue
from agents.catalogue import OUT_OF_SCOPE
from agents.understanding.intents import builtin_sentences, strangers
from agents.understanding.intents.builtin import PATH, inputs
from agents.understanding.intents.builtin_sentences import OUTSIDE_LINES, evenly, languages, lines, mixed
from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.sentences import expand, read_parts
from encoding.encoder import DIMENSIONS
from encoding.files import fingerprint
from training.public_intents import public_examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RIDGE = 1e-5
ROUNDS = 40
FOLDS = 5
PER_OUTSIDE_LINE = 4
SCALES = np.linspace(0.6, 3.0, 49)


@dataclass(frozen=True, slots=True)
class Example:
    """Examples of one written ``line`` are never divided between learning and judging."""

    text: str
    intent: str
    language: str
    line: str


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Examples as a model reads them that saw no variant of their lines: logits (n, labels) and what is right."""

    examples: tuple[Example, ...]
    labels: tuple[str, ...]
    logits: Floats

    @property
    def targets(self) -> NDArray[np.intp]:
        return np.array([self.labels.index(each.intent) for each in self.examples])

    def served(self) -> Floats:
        """The logits where each sentence is served: intents that its flow and category do not offer are out."""
        choices = [np.array([label in _offered_with(each.intent) for label in self.labels]) for each in self.examples]
        return np.where(np.stack(choices), self.logits, np.float32(-1e9))


def own_examples() -> list[Example]:
    found = [
        Example(sentence, intent, language, f"{language} {line}")
        for language in languages()
        for intent, written in lines(language).items()
        for line in written
        for sentence in mixed(line)
    ]
    for written in read_parts(OUTSIDE_LINES).values():
        found += [
            Example(sentence, OUT_OF_SCOPE, "en", line)
            for line in written
            for sentence in evenly(list(expand(line)), PER_OUTSIDE_LINE)
        ]
    return found


def _offered_with(intent: str) -> frozenset[str]:
    """What is offered beside an intent in a conversation that has it."""
    record = catalogue.record(intent)
    if record is None:
        return catalogue.offered("health", "dedicated")
    flow = "dedicated" if "dedicated" in record.flows else min(record.flows)
    return catalogue.offered("food" if "food" in record.categories else min(record.categories), flow)


def held_out(data: Path, folds: int = FOLDS) -> HeldOut:
    """Own examples, each judged by a model that saw neither it nor another of its line."""
    own = own_examples()
    rows, labels, targets = _table(data)
    place = np.full(len(rows), -1)  # what is public teaches every fold
    place[: len(own)] = [zlib.crc32(each.line.encode()) % folds for each in own]
    logits = np.zeros((len(own), len(labels)), np.float32)
    for fold in range(folds):
        weights = fit(rows[place != fold], targets[place != fold], len(labels), ridge=RIDGE, rounds=ROUNDS)
        chosen = np.flatnonzero(place == fold)
        logits[chosen] = with_bias(rows[chosen]) @ weights
    return HeldOut(tuple(own), labels, logits)


@cache
def _table(data: Path) -> tuple[Floats, tuple[str, ...], NDArray[np.int64]]:
    """What the examples are read by (n, inputs), all labels, and each one's: own examples first, then public."""
    public = [Example(text, intent, code, line) for text, intent, code, line in public_examples(data)]
    examples = [*own_examples(), *public]
    labels = tuple(sorted({each.intent for each in examples}))
    rows = inputs([each.text for each in examples], [each.language for each in examples])
    return rows, labels, np.array([labels.index(each.intent) for each in examples])


def best_scale(found: HeldOut) -> float:
    """The factor of the logits under which what was right is likeliest."""
    logits, targets = found.served(), found.targets
    losses = [-np.log(softmax(scale * logits)[np.arange(len(targets)), targets] + 1e-9).mean() for scale in SCALES]
    return round(float(SCALES[int(np.argmin(losses))]), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    judged = held_out(options.data)
    scale = best_scale(judged)
    _tell(judged, scale)
    strangers.save()
    own = own_examples()
    rows, labels, targets = _table(options.data)
    shown = _first_of_lines(own)
    about = {
        "labels": labels,
        "texts": [own[row].text for row in shown],
        "encoder": fingerprint(),
        "sentences": builtin_sentences.fingerprint(),
        "scale": scale,
    }
    np.savez_compressed(
        PATH,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
        weights=fit(rows, targets, len(labels), ridge=RIDGE, rounds=ROUNDS).astype(np.float16),
        vectors=np.rint(rows[shown, :DIMENSIONS] * 127).astype(np.int8),
        targets=targets[shown].astype(np.int16),
    )


def _first_of_lines(examples: Sequence[Example]) -> list[int]:
    """One sentence of each line is kept, to be shown as the reason for a reading."""
    first: dict[str, int] = {}
    for row, each in enumerate(examples):
        first.setdefault(f"{each.intent} {each.line}", row)
    return list(first.values())


def _tell(found: HeldOut, scale: float) -> None:
    chances = softmax(scale * found.served())
    right = chances.argmax(axis=1) == found.targets
    spoken = np.array([each.language for each in found.examples])
    strange = np.array([each.intent == OUT_OF_SCOPE for each in found.examples])
    for code in languages():
        chosen = (spoken == code) & ~strange
        sys.stdout.write(f"{code} {chosen.sum():5} right {right[chosen].mean():.3f}\n")
    sys.stdout.write(f"out of scope caught {right[strange].mean():.3f}; scale {scale}\n")
    for low in np.arange(0, 1, 0.1):
        chosen = (chances.max(axis=1) >= low) & (chances.max(axis=1) < low + 0.1)
        if chosen.any():
            sys.stdout.write(f"confidence {low:.1f}: {chosen.sum():5} right {right[chosen].mean():.3f}\n")
    wrong = Counter(
        (each.intent, found.labels[guess])
        for each, guess in zip(found.examples, chances.argmax(axis=1), strict=True)
        if each.intent != found.labels[guess]
    )
    for (meant, read), count in wrong.most_common(25):
        sys.stdout.write(f"{meant} read as {read}: {count}\n")


if __name__ == "__main__":
    main()
