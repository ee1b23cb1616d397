"""``train``: from an owner's examples to a model, in less than a second for a few hundred of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.encoder import embed
from agents.understanding.intents.head import fit
from agents.understanding.intents.model import IntentModel

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTSIDE = "oos"
RIDGE = 1e-5
ROUNDS = 40


def train(examples: Sequence[tuple[str, str]]) -> IntentModel:
    """Learns from ``(text, label)`` pairs; label ``oos`` marks examples that belong to no intent.

    Raises ``ValueError`` without an example of at least one intent.
    """
    inside = [(text, label) for text, label in examples if label != OUTSIDE]
    if not inside:
        raise ValueError("An intent needs at least one example")
    labels = tuple(sorted({label for _, label in inside}))
    index = {label: number for number, label in enumerate(labels)}
    texts = [text for text, _ in inside]
    targets = np.array([index[label] for _, label in inside])
    vectors = embed(texts)
    weights = fit(vectors, targets, len(labels), ridge=RIDGE, rounds=ROUNDS)
    logits = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)]) @ weights
    threshold = float(np.quantile(logits.max(axis=1), 0.03))
    return IntentModel(
        labels,
        weights,
        np.rint(vectors * 127).astype(np.int8),
        targets,
        tuple(texts),
        threshold,
        2.0,
    )
