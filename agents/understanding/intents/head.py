"""A softmax over unit vectors, fitted in closed steps: no random start, no learning rate, equal results every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int64]


def softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), np.float32)


def with_bias(vectors: Floats) -> Floats:
    return np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])


def fit(vectors: Floats, labels: Labels, classes: int, *, ridge: float, rounds: int) -> Floats:
    """Weights (features + 1, classes) of a ridge-penalised multinomial logistic regression.

    Each round takes Böhning's step (Ann. Inst. Stat. Math. 44, 1992): the Hessian is bounded by X'X / 2 whatever the
    weights, so one factorisation serves all rounds; Nesterov's momentum makes few of them enough. ``ridge`` is per
    example; every class weighs the same however many examples it has.
    """
    inputs = with_bias(vectors)
    counts = np.bincount(labels, minlength=classes)
    weight = (len(labels) / (classes * counts))[labels].astype(np.float32)[:, None]
    bound = (inputs * weight).T @ inputs / 2 + ridge * len(labels) * np.eye(inputs.shape[1], dtype=np.float32)
    inverse = np.linalg.inv(bound.astype(np.float64)).astype(np.float32)
    targets = np.zeros((len(labels), classes), np.float32)
    targets[np.arange(len(labels)), labels] = 1
    weights = np.zeros((inputs.shape[1], classes), np.float32)
    ahead, speed = weights, 1.0
    for _ in range(rounds):
        gradient = inputs.T @ (weight * (softmax(inputs @ ahead) - targets)) + ridge * len(labels) * ahead
        step = ahead - inverse @ gradient
        faster = (1 + (1 + 4 * speed * speed) ** 0.5) / 2
        ahead = step + ((speed - 1) / faster) * (step - weights)
        weights, speed = step, faster
    return weights
