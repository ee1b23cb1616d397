"""Learns which questions one answer serves, from the classes of two public sets.

    python -m agents.llm.training.sameness /path/to/data

``banking77/train`` (PolyAI-LDN/task-specific-datasets 57ec275d, CC BY 4.0) and ``clinc150/train`` (clinc/oos-eval
828f8093, CC BY 3.0): two questions of one class are the same question. Writes the weights, with the threshold at which
wrong hits stay within 1 % on classes held out.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.llm.cache.sameness import PATH, SPACES, Likelihood, Sameness, both_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

SETS = ("banking77", "clinc150")
OUTSIDE = "oos"
AXES, SHRINK = 150, 1.0
FOLDS, INNER, STEPS = 4, 3, 40
PAIRS, POOL = 5_000, 400
"""Pairs drawn of each kind; a hard one is the nearest question of another class among so many."""
HARD = 0.2
"""The share of hard ones among different questions that the threshold is set for: most of what is asked is unlike all
that is kept, and some is nearly the same."""
WRONG_AT_MOST = 0.01


@dataclass(frozen=True, slots=True)
class Questions:
    """Texts with their class, as numbers, and their vectors in one space."""

    texts: list[str]
    classes: Indices
    given: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Index pairs, whether each is the same question, and whether it is a hard one; ``weight`` makes the mix."""

    places: Indices
    is_same: NDArray[np.bool_]
    is_hard: NDArray[np.bool_]

    @property
    def weight(self) -> Floats:
        """Different questions count as much as same ones, and hard ones ``HARD`` of that."""
        same, hard = self.is_same.sum(), self.is_hard.sum()
        easy = len(self.is_same) - same - hard
        return np.where(self.is_same, 1.0, np.where(self.is_hard, HARD * same / hard, (1 - HARD) * same / easy))


def read(folder: Path) -> tuple[list[str], Indices]:
    texts: list[str] = []
    names: list[str] = []
    for name in SETS:
        with gzip.open(folder / name / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        kept = [row for row in rows if row["intent"] != OUTSIDE]
        texts += [row["text"] for row in kept]
        names += [f"{name}:{row['intent']}" for row in kept]
    return texts, np.unique(names, return_inverse=True)[1].astype(np.int64)


def in_space(space: str, texts: list[str], classes: Indices) -> Questions:
    return Questions(texts, classes, SPACES[space](texts).astype(np.float64))


def likelihood_of(given: Floats, classes: Indices) -> Likelihood:
    """The axes along which classes lie apart, scaled so that each class has unit covariance along them."""
    mean = given.mean(axis=0)
    centred, numbers = given - mean, np.unique(classes, return_inverse=True)[1]
    counts = np.bincount(numbers).astype(np.float64)
    means = np.zeros((len(counts), given.shape[1]))
    np.add.at(means, numbers, centred)
    means /= counts[:, None]
    rest = centred - means[numbers]
    within = rest.T @ rest / len(given)
    within += SHRINK * np.trace(within) / len(within) * np.eye(len(within))
    among = (means * counts[:, None]).T @ means / len(given)
    whitening = np.linalg.cholesky(np.linalg.inv(within))
    spread, directions = np.linalg.eigh(whitening.T @ among @ whitening)
    return Likelihood(mean, whitening @ directions[:, ::-1][:, :AXES], spread[::-1][:AXES])


def draw(questions: Questions, chosen: NDArray[np.bool_], rng: np.random.Generator) -> Pairs:
    """Of the chosen questions: as many same as different, half of the different ones hard."""
    places, classes = np.flatnonzero(chosen), questions.classes
    same, easy, hard = [], [], []
    for count, first in enumerate(rng.choice(places, PAIRS)):
        own = places[(classes[places] == classes[first]) & (places != first)]
        same.append((first, rng.choice(own)))
        pool = rng.choice(places[classes[places] != classes[first]], POOL)
        if count % 2:
            easy.append((first, pool[0]))
        else:
            hard.append((first, pool[np.argmax(questions.given[pool] @ questions.given[first])]))
    kinds = np.repeat([0, 1, 2], [len(same), len(easy), len(hard)])
    return Pairs(np.array([*same, *easy, *hard]), kinds == 0, kinds == 2)


def vectors_at(questions: Questions, pairs: Pairs) -> tuple[Floats, Floats]:
    return questions.given[pairs.places[:, 0]], questions.given[pairs.places[:, 1]]


def train(questions: Questions, chosen: NDArray[np.bool_], rng: np.random.Generator) -> Sameness:
    """Scale and curve are learned on classes that the likelihood they are given has not seen."""
    given, same, weight = [], [], []
    for held in np.array_split(rng.permutation(np.unique(questions.classes[chosen])), INNER):
        is_held = np.isin(questions.classes, held)
        seen = chosen & ~is_held
        partial = likelihood_of(questions.given[seen], questions.classes[seen])
        pairs = draw(questions, chosen & is_held, rng)
        given.append(both_of(*vectors_at(questions, pairs), partial))
        same.append(pairs.is_same)
        weight.append(pairs.weight)
    rows = np.vstack(given)
    scale = np.array([rows.mean(axis=0), rows.std(axis=0)])
    sums = ((rows - scale[0]) / scale[1]).sum(axis=1)
    curve = logistic(sums, np.concatenate(same).astype(np.float64), np.concatenate(weight))
    return Sameness(likelihood_of(questions.given[chosen], questions.classes[chosen]), scale, curve)


def logistic(scores: Floats, targets: Floats, weight: Floats) -> Floats:
    """Slope and offset, by Newton's method."""
    rows, found = np.column_stack([scores, np.ones(len(scores))]), np.zeros(2)
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-np.clip(rows @ found, -40, 40)))
        curve = (rows * (weight * told * (1 - told))[:, None]).T @ rows + 1e-6 * np.eye(2)
        found -= np.linalg.solve(curve, rows.T @ (weight * (told - targets)))
    return found


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models said of pairs of classes they had not seen, all folds together."""

    probability: Floats
    cosine: Floats
    pairs: Pairs


def cross_validated(questions: Questions) -> HeldOut:
    rng = np.random.default_rng(7)
    found, cosines, drawn = [], [], []
    for held in np.array_split(rng.permutation(np.unique(questions.classes)), FOLDS):
        is_held = np.isin(questions.classes, held)
        model, pairs = train(questions, ~is_held, rng), draw(questions, is_held, rng)
        first, second = vectors_at(questions, pairs)
        found.append(model.probabilities(first, second))
        cosines.append((first * second).sum(axis=1))
        drawn.append(pairs)
    names = ("places", "is_same", "is_hard")
    together = Pairs(*(np.concatenate([getattr(each, name) for each in drawn]) for name in names))
    return HeldOut(np.concatenate(found), np.concatenate(cosines), together)


def most_hits(scores: Floats, is_same: NDArray[np.bool_], weight: Floats) -> tuple[float, float]:
    """The threshold with the most hits of which at most ``WRONG_AT_MOST`` are wrong, and the share of same ones hit."""
    order = np.argsort(-scores)
    right, wrong = (np.cumsum(np.where(kind, weight, 0)[order]) for kind in (is_same, ~is_same))
    good = np.flatnonzero(wrong <= WRONG_AT_MOST * (wrong + right))
    if not len(good):
        return float(scores.max()) + 1e-9, 0.0
    return float(scores[order[good[-1]]]), float(right[good[-1]] / weight[is_same].sum())


def main() -> None:
    texts, classes = read(Path(sys.argv[1]))
    kept: dict[str, NDArray[np.generic] | float] = {}
    for space in SPACES:
        questions = in_space(space, texts, classes)
        held = cross_validated(questions)
        threshold, _hits = most_hits(held.probability, held.pairs.is_same, held.pairs.weight)
        everything = np.ones(len(texts), bool)
        model = replace(train(questions, everything, np.random.default_rng(11)), threshold=threshold)
        for name in ("mean", "axes", "between"):
            kept[f"{space}_{name}"] = getattr(model.likelihood, name).astype(np.float32)
        kept |= {f"{space}_{name}": getattr(model, name) for name in ("scale", "curve", "threshold")}
    np.savez_compressed(PATH, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
