"""Learns the built-in intents: ``python -m agents.understanding.training.intents_builtin DATA`` writes its weights.

Reads the sentences written for this project, and of the public sets those whose label is one of the built-in intents or
surely none: clinc150 (CC BY 3.0), sgd_booking (CC BY-SA 4.0), taskmaster_coffee (CC BY 4.0). Only own sentences are
kept as examples. ``--folds`` prints how own lines are read by a model that saw none of their variants.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from agents.catalogue import OUT_OF_SCOPE
from agents.understanding.encoder_files import fingerprint
from agents.understanding.intents import strangers
from agents.understanding.intents.builtin import PATH, inputs
from agents.understanding.intents.builtin_sentences import OUTSIDE_LINES, evenly, languages, lines, mixed
from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.sentences import expand, read_parts
from agents.understanding.training.public_intents import public_examples

RIDGE = 4e-5
ROUNDS = 40
PER_OUTSIDE_LINE = 4


def examples() -> list[tuple[str, str, str, str]]:
    """``(sentence, intent, language, line)`` in lower case."""
    found = [
        (sentence.lower(), intent, language, line)
        for language in languages()
        for intent, written in lines(language).items()
        for line in written
        for sentence in mixed(line)
    ]
    for written in read_parts(OUTSIDE_LINES).values():
        found += [
            (sentence.lower(), OUT_OF_SCOPE, "en", line)
            for line in written
            for sentence in evenly(list(expand(line)), PER_OUTSIDE_LINE)
        ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    own = examples()
    found = own + public_examples(options.data)
    labels = tuple(sorted({intent for _, intent, _, _ in found}))
    targets = np.array([labels.index(intent) for _, intent, _, _ in found])
    rows = inputs([sentence for sentence, _, _, _ in found], [language for _, _, language, _ in found])
    if options.folds:
        _judge(found, labels, targets, rows, options.folds)
    weights = fit(rows, targets, len(labels), ridge=RIDGE, rounds=ROUNDS)
    about = {"labels": labels, "texts": [sentence for sentence, _, _, _ in own], "encoder": fingerprint()}
    strangers.save()
    np.savez_compressed(
        PATH,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
        weights=weights.astype(np.float16),
        vectors=np.rint(rows[: len(own), :384] * 127).astype(np.int8),
        targets=targets[: len(own)].astype(np.int16),
    )


def _judge(
    found: list[tuple[str, str, str, str]], labels: tuple[str, ...], targets: np.ndarray, rows: np.ndarray, folds: int
) -> None:
    fold = np.array([zlib.crc32(line.encode()) % folds for _, _, _, line in found])
    chances = np.zeros((len(found), len(labels)), np.float32)
    for number in range(folds):
        weights = fit(rows[fold != number], targets[fold != number], len(labels), ridge=RIDGE, rounds=ROUNDS)
        chances[fold == number] = softmax(with_bias(rows[fold == number]) @ weights)
    is_own = np.array([not line.startswith("public ") for _, _, _, line in found])
    right = chances.argmax(axis=1) == targets
    by_language = np.array([language for _, _, language, _ in found])
    for language in languages():
        chosen = (by_language == language) & (targets != labels.index(OUT_OF_SCOPE)) & is_own
        sys.stdout.write(f"{language} {chosen.sum():5} right {right[chosen].mean():.3f}\n")
    sys.stdout.write(f"out of scope caught {right[is_own & (targets == labels.index(OUT_OF_SCOPE))].mean():.3f}\n")
    for low, high in ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        chosen = is_own & (chances.max(axis=1) >= low) & (chances.max(axis=1) < high)
        sys.stdout.write(f"confidence {low}-{high}: {chosen.sum()} right {right[chosen].mean():.3f}\n")
    wrong = Counter(
        (labels[target], labels[guess])
        for target, guess in zip(targets, chances.argmax(axis=1), strict=True)
        if target != guess
    )
    for (meant, read), count in wrong.most_common(15):
        sys.stdout.write(f"{meant} read as {read}: {count}\n")


if __name__ == "__main__":
    main()
