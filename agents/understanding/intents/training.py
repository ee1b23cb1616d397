"""``train``: from an owner's examples to a model, in less than a second for a few hundred of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.encoder import embed
from agents.understanding.intents.builtin_sentences import outside
from agents.understanding.intents.head import fit, with_bias
from agents.understanding.intents.model import IntentModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int64]

OUTSIDE = "oos"
RIDGE = 0.25  # in all, whatever the number of examples
ROUNDS = 40
TRIAL_ROUNDS = 20  # enough to place a threshold
FOLDS = 3
REJECTION_COST = 15.0
"""Turning a known sentence away is this much worse than answering a strange one: about one in fifteen is strange."""

TAUGHT = 0.6
"""A strange sentence this near (cosine) to an example is one the owner teaches: it sets no threshold."""


def train(examples: Sequence[tuple[str, str]]) -> IntentModel:
    """Learns from ``(text, label)`` pairs; label ``oos`` marks examples that belong to no intent.

    Works without any of those: the threshold is set so that held-out examples pass and strange sentences do not.
    Raises ``ValueError`` without an example of at least one intent.
    """
    inside = [(text, label) for text, label in examples if label != OUTSIDE]
    if not inside:
        raise ValueError("An intent needs at least one example")
    labels = tuple(sorted({label for _, label in inside}))
    index = {label: number for number, label in enumerate(labels)}
    texts = tuple(text for text, _ in inside)
    targets = np.array([index[label] for _, label in inside])
    vectors = embed(texts)
    weights = _fitted(vectors, targets, len(labels), ROUNDS)
    strange = _strangers(vectors, [text for text, label in examples if label == OUTSIDE])
    known = _held_out(vectors, targets, len(labels))
    threshold, slope = boundary(known, (with_bias(strange) @ weights).max(axis=1))
    codes = np.rint(vectors * 127).astype(np.int8)
    return IntentModel(labels, weights, codes, targets, texts, threshold, slope)


def _fitted(vectors: Floats, targets: Labels, classes: int, rounds: int) -> Floats:
    return fit(vectors, targets, classes, ridge=RIDGE / len(vectors), rounds=rounds)


def _held_out(vectors: Floats, targets: Labels, classes: int) -> Floats:
    """Each example's highest logit from a model that did not see it; every label stays in every fold that can hold it."""
    place = np.zeros(len(targets), np.int64)
    for label in range(classes):
        members = np.flatnonzero(targets == label)
        place[members] = np.arange(len(members)) % FOLDS if len(members) > 1 else -1
    highest = np.full(len(targets), np.nan, np.float32)
    for fold in range(FOLDS):
        judged, kept = place == fold, place != fold
        if judged.any():
            weights = _fitted(vectors[kept], targets[kept], classes, TRIAL_ROUNDS)
            highest[judged] = (with_bias(vectors[judged]) @ weights).max(axis=1)
    if np.isnan(highest).all():  # one example a label: nothing can be held out
        return (with_bias(vectors) @ _fitted(vectors, targets, classes, TRIAL_ROUNDS)).max(axis=1)
    return highest[~np.isnan(highest)]


def _strangers(vectors: Floats, given: list[str]) -> Floats:
    """The owner's out-of-scope examples and the project's, less those that are like something taught."""
    known = embed(outside())
    strange = known[(known @ vectors.T).max(axis=1) < TAUGHT]
    if not len(strange):
        strange = known
    return np.vstack([strange, embed(given)]) if given else strange


def boundary(known: Floats, strange: Floats) -> tuple[float, float]:
    """The logit under which a sentence is out of scope, and how steeply doubt falls beyond it."""
    levels = np.unique(np.quantile(np.concatenate([known, strange]), np.linspace(0, 1, 400)))
    rejected = np.searchsorted(np.sort(known), levels) / len(known)
    caught = np.searchsorted(np.sort(strange), levels) / len(strange)
    threshold = float(levels[(caught - REJECTION_COST * rejected).argmax()])
    return threshold, _slope(known - threshold, threshold - strange)


def _slope(passed: Floats, caught: Floats) -> float:
    """The logistic slope under which the held-out sentences are likeliest."""
    slopes = np.array([0.25, 0.5, 1.0, 2.0, 4.0, 8.0])
    losses = [np.log1p(np.exp(-s * passed)).mean() + np.log1p(np.exp(-s * caught)).mean() for s in slopes]
    return float(slopes[int(np.argmin(losses))])
