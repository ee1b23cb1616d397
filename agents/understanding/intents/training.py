"""``train``: from an owner's examples to a model, in less than a second for a few hundred of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.builtin_sentences import PER_LINE
from agents.understanding.intents.company import company
from agents.understanding.intents.head import fit, with_bias
from agents.understanding.intents.model import IntentModel, coded, height
from agents.understanding.intents.strangers import strangers
from encoding.encoder import embed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int64]

OUTSIDE = "oos"
RIDGE = 0.25  # in all, whatever the number of examples
ROUNDS = 60
TRIAL_ROUNDS = 20  # enough to place a threshold
FOLDS = 3
REJECTION_COSTS = (8.0, 10.0, 12.0, 16.0, 20.0)
"""Turning a known sentence away is this much worse than answering a strange one. The best thresholds of several costs
are averaged: each alone jumps between points that are nearly as good."""

TAUGHT = 0.6
"""A strange sentence this near (cosine) to an example is one the owner teaches: it sets no threshold."""


def train(examples: Sequence[tuple[str, str]]) -> IntentModel:
    """Learns from ``(text, label)`` pairs; label ``oos`` marks examples that belong to no intent.

    What an intent is called ("gift_card") is one more example of it.

    Works without any of those: the project's own strange sentences are the class of what is none of the labels, and the
    threshold is set so that held-out examples pass and held-out strange sentences do not.
    Raises ``ValueError`` without an example of at least one intent.
    """
    inside = [(text, label) for text, label in examples if label != OUTSIDE]
    if not inside:
        raise ValueError("An intent needs at least one example")
    labels = tuple(sorted({label for _, label in inside}))
    index = {label: number for number, label in enumerate(labels)}
    texts = (*(text for text, _ in inside), *(label.replace("_", " ") for label in labels))
    targets = np.array([index[label] for label in (*(label for _, label in inside), *labels)])
    vectors = embed(texts)
    strange = _strange(vectors, [text for text, label in examples if label == OUTSIDE])
    rows = np.vstack([vectors, strange])
    classes = np.concatenate([targets, np.full(len(strange), len(labels))])
    weights = _fitted(rows, classes, len(labels) + 1, ROUNDS)[:, : len(labels)]
    threshold, slope = boundary(*_held_out(rows, classes, len(labels), names=range(len(inside), len(texts))))
    return IntentModel(labels, weights, coded(vectors), coded(strange), targets, texts, threshold, slope)


def _fitted(rows: Floats, classes: Labels, count: int, rounds: int) -> Floats:
    return fit(rows, classes, count, ridge=RIDGE / len(rows), rounds=rounds)


def _held_out(rows: Floats, classes: Labels, strange: int, *, names: range) -> tuple[Floats, Floats]:
    """The heights of known and of strange sentences, each from a model that did not see it.

    Strange sentences of one written line stay together. A label's only example is judged as seen; its name is not
    what anybody writes, and is not judged.
    """
    place = np.zeros(len(classes), np.int64)
    is_name = np.zeros(len(classes), bool)
    is_name[names.start : names.stop] = True
    place[is_name] = FOLDS
    for label in range(strange):
        members = np.flatnonzero((classes == label) & ~is_name)
        place[members] = np.arange(len(members)) % FOLDS if len(members) > 1 else -1
    outsiders = np.flatnonzero(classes == strange)
    place[outsiders] = np.arange(len(outsiders)) // PER_LINE % FOLDS
    highest = np.zeros(len(classes), np.float32)
    for fold in range(FOLDS):
        kept = place != fold
        weights = _fitted(rows[kept], classes[kept], strange + 1, TRIAL_ROUNDS)[:, :strange]
        judged = ~kept | (place == -1)
        found = company(rows[judged], rows[kept & (classes < strange)], rows[kept & (classes == strange)])
        highest[judged] = height(with_bias(rows[judged]) @ weights, found.contrast)
    return highest[(classes < strange) & ~is_name], highest[classes == strange]


def _strange(vectors: Floats, given: list[str]) -> Floats:
    """The project's strange sentences, less those that are like something taught, and the owner's own."""
    known = strangers()
    strange = known[(known @ vectors.T).max(axis=1) < TAUGHT]
    if not len(strange):
        strange = known
    return np.vstack([strange, embed(given)]) if given else strange


def boundary(known: Floats, strange: Floats) -> tuple[float, float]:
    """The height under which a sentence is out of scope, and how steep the doubt is around it."""
    levels = np.unique(np.quantile(np.concatenate([known, strange]), np.linspace(0, 1, 400)))
    rejected = np.searchsorted(np.sort(known), levels) / len(known)
    caught = np.searchsorted(np.sort(strange), levels) / len(strange)
    threshold = float(np.mean([levels[(caught - cost * rejected).argmax()] for cost in REJECTION_COSTS]))
    return threshold, _slope(known - threshold, threshold - strange)


def _slope(passed: Floats, caught: Floats) -> float:
    """The logistic slope under which the held-out sentences are likeliest."""
    slopes = np.array([0.25, 0.5, 1.0, 2.0, 4.0, 8.0])
    losses = [np.log1p(np.exp(-s * passed)).mean() + np.log1p(np.exp(-s * caught)).mean() for s in slopes]
    return float(slopes[int(np.argmin(losses))])
