"""Learns which questions need the strong model, from a public set of graded answers.

    python -m agents.llm.training.routing /path/to/data

``routing/mmlu_train`` (lm-sys/RouteLLM 0b64fdaf, Apache-2.0): questions with whether GPT-4 and Mixtral-8x7B were right.
Writes the weights, with the threshold that keeps 95 % of the strong model's quality on rows left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.llm.routing.need import PATH, train_on_vectors, vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 5
QUALITY = 0.95
PRICE_RATIO = 100


@dataclass(frozen=True, slots=True)
class Graded:
    """Questions as vectors, and who was right."""

    given: Floats
    weak: NDArray[np.bool_]
    strong: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Route:
    """From ``threshold`` on the strong model is asked: ``share`` of the questions; ``saved`` of the strong's cost."""

    threshold: float
    share: float
    saved: float


def read(folder: Path) -> Graded:
    with gzip.open(folder / "routing" / "mmlu_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    weak, strong = (np.array([row[name] for row in rows], bool) for name in ("weak_ok", "strong_ok"))
    return Graded(vectors([row["prompt"] for row in rows]), weak, strong)


def left_out(graded: Graded, *, seed: int = 0) -> Floats:
    """For each question what a model says that has not seen it."""
    found = np.zeros(len(graded.weak))
    for fold in np.array_split(np.random.default_rng(seed).permutation(len(found)), FOLDS):
        seen = np.ones(len(found), bool)
        seen[fold] = False
        model = train_on_vectors(graded.given[seen], graded.weak[seen], graded.strong[seen])
        found[fold] = model.of_vectors(graded.given[fold])
    return found


def route_at(scores: Floats, graded: Graded, *, quality: float = QUALITY) -> Route:
    """The fewest questions for the strong model at which that share of its right answers is kept."""
    order = np.argsort(-scores)
    gains = graded.strong[order].astype(float) - graded.weak[order]
    right = graded.weak.sum() + np.concatenate([[0], np.cumsum(gains)])
    enough = np.flatnonzero(right >= quality * graded.strong.sum())
    count = int(enough[0]) if len(enough) else len(order)
    share = count / len(order)
    threshold = float(scores[order[count - 1]]) if count else 1.0
    return Route(threshold, share, 1 - (share + (1 - share) / PRICE_RATIO))


def main() -> None:
    graded = read(Path(sys.argv[1]))
    route = route_at(left_out(graded), graded)
    model = train_on_vectors(graded.given, graded.weak, graded.strong)
    np.savez_compressed(
        PATH,
        weights=model.weights.astype(np.float32),
        base=model.base,
        slope=model.slope,
        offset=model.offset,
        threshold=route.threshold,
    )


if __name__ == "__main__":
    main()
