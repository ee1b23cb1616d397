"""Intents: CLINC150 with all examples and BANKING77 with ten of each, as an owner teaches them; the built-in ones."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from agents.catalogue import OUT_OF_SCOPE
from agents.understanding.intents import train
from evaluation.figure import Figure
from training.intents_builtin import held_out
from training.rows import rows

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = (1, 2, 3)
EACH = 10


def evaluate(data_dir: Path) -> list[Figure]:
    return [*_clinc(data_dir), *_banking(data_dir), _small(data_dir), *_builtin(data_dir)]


def _pairs(data_dir: Path, name: str) -> list[tuple[str, str]]:
    return [(str(row["text"]), str(row["intent"])) for row in rows(data_dir, name)]


def _clinc(data_dir: Path) -> list[Figure]:
    learned, judged = _pairs(data_dir, "clinc150/train"), _pairs(data_dir, "clinc150/val")
    started = time.perf_counter()
    model = train(learned)
    took = time.perf_counter() - started
    answers = [label for label, _ in model.predict([text for text, _ in judged])]
    inside = [answer == label for answer, (_, label) in zip(answers, judged, strict=True) if label != "oos"]
    outside = [answer is None for answer, (_, label) in zip(answers, judged, strict=True) if label == "oos"]
    how = "CLINC150 val, all training examples; a known sentence turned away counts as wrong"
    return [
        Figure("intents: CLINC150 in scope, %", 100 * float(np.mean(inside)), 96.0, how),
        Figure(
            "intents: CLINC150 out-of-scope recall, %", 100 * float(np.mean(outside)), 80.0, "at the same threshold"
        ),
        Figure("intents: training 150 x 100 examples, s", took, 30.0, "sentence vectors included", at_most=True),
    ]


def _banking(data_dir: Path) -> list[Figure]:
    """Nothing judged was among the ten, but the encoder's delta learned from this split: see its card."""
    pairs = _pairs(data_dir, "banking77/train")
    scores, forced = [], []
    for seed in SEEDS:
        learned, judged = _sampled(pairs, seed)
        model = train(learned)
        verdicts = model.judge([text for text, _ in judged])
        forced.append(np.mean([verdict.label == label for verdict, (_, label) in zip(verdicts, judged, strict=True)]))
        scores.append(np.mean([v.fits and v.label == label for v, (_, label) in zip(verdicts, judged, strict=True)]))
    how = f"ten examples an intent, the rest judged, mean of {len(SEEDS)} draws"
    return [
        Figure(
            "intents: BANKING77 10 each, %", 100 * float(np.mean(scores)), 88.0, how + "; turned away counts as wrong"
        ),
        Figure("intents: BANKING77 10 each, best label, %", 100 * float(np.mean(forced)), None, how),
    ]


def _sampled(pairs: list[tuple[str, str]], seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in pairs:
        by_label[label].append(text)
    chance = np.random.default_rng(seed)
    learned, judged = [], []
    for label, texts in by_label.items():
        order = chance.permutation(len(texts))
        learned += [(texts[place], label) for place in order[:EACH]]
        judged += [(texts[place], label) for place in order[EACH:]]
    return learned, judged


def _small(data_dir: Path) -> Figure:
    pairs = _pairs(data_dir, "banking77/train")
    labels = sorted({label for _, label in pairs})[:20]
    learned, _ = _sampled([pair for pair in pairs if pair[1] in labels], 9)
    fresh = [(f"{text} please", label) for text, label in learned]
    started = time.perf_counter()
    train(fresh)
    took = time.perf_counter() - started
    return Figure("intents: training 20 x 10 examples, s", took, 1.0, "sentence vectors included", at_most=True)


def _builtin(data_dir: Path) -> list[Figure]:
    """Own lines, each judged with all its variants by a model that saw none of them, among what is offered with it."""
    found = held_out(data_dir)
    right = found.served().argmax(axis=1) == found.targets
    spoken = np.array([each.language for each in found.examples])
    strange = np.array([each.intent == OUT_OF_SCOPE for each in found.examples])
    codes = sorted(set(spoken[~strange]))
    shares = {str(code): 100 * float(right[(spoken == code) & ~strange].mean()) for code in codes}
    how = "own lines left out with all their variants"
    return [
        Figure("intents: built-in, mean of languages, %", float(np.mean(list(shares.values()))), 85.0, how),
        *(Figure(f"intents: built-in, {code}, %", share, None, how) for code, share in shares.items()),
        Figure("intents: built-in, out of scope caught, %", 100 * float(right[strange].mean()), None, how),
    ]
