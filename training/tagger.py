"""Trains the booking tagger: ``python -m training.tagger DATA`` (the folder of the public sets).

Writes the weights the product loads. The same data gives the same file: rows keep their order and the only chance is a
seeded one.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from agents.understanding.tagger.features import features
from agents.understanding.tagger.labels import Span, encode
from agents.understanding.tagger.model import WEIGHTS
from agents.understanding.tagger.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCE = Path("restaurants8k", "train.jsonl.gz")
TRAINED_ON = WEIGHTS.with_name("trained_on.sha256")
PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 150, "feature.possible_transitions": True}


class Example(NamedTuple):
    """A message, the slots asked just before it, and where its slots are."""

    text: str
    requested: tuple[str, ...]
    spans: tuple[Span, ...]


def read_examples(path: Path) -> list[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_example(json.loads(line)) for line in lines]


def _example(row: dict[str, object]) -> Example:
    labels, requested = row["labels"], row["requested"]
    if not (isinstance(labels, list) and isinstance(requested, list)):
        raise TypeError("labels and requested must be lists")
    spans = tuple(Span(label["slot"], label["start"], label["end"]) for label in labels)
    return Example(str(row["text"]), tuple(requested), spans)


def fingerprint(path: Path) -> str:
    """The hash of the rows, whatever the compression."""
    with gzip.open(path) as rows:
        return hashlib.sha256(rows.read()).hexdigest()


def is_training_file(path: Path) -> bool:
    """Whether the product's weights have seen these rows."""
    return TRAINED_ON.exists() and TRAINED_ON.read_text("ascii").strip() == fingerprint(path)


def train(examples: Iterable[Example], weights: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in augmented(examples):
        tokens = tokenize(example.text)
        trainer.append(features(tokens, example.requested), encode(tokens, example.spans))
    trainer.set_params(PARAMETERS)
    trainer.train(str(weights))


def augmented(examples: Iterable[Example]) -> Iterator[Example]:
    """Each example, and now and then the same in other letter case: people type as they like."""
    chance = random.Random(8198)
    for example in examples:
        yield example
        if chance.random() < 0.1:
            yield example._replace(text=_same_length(example.text, chance.choice((str.lower, str.upper))))


def _same_length(text: str, change: object) -> str:
    changed = change(text) if callable(change) else text
    return changed if len(changed) == len(text) else text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds restaurants8k/")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    source = arguments.data / SOURCE
    train(read_examples(source), arguments.out)
    TRAINED_ON.write_text(fingerprint(source) + "\n", "ascii")


if __name__ == "__main__":
    main()
