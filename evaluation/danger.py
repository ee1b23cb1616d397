"""Danger on lines its judge never saw, at the threshold it is served with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.danger import danger
from agents.understanding.danger.classifier import NONE, threshold
from evaluation.figure import Figure
from training.danger import all_examples, held_out, read
from training.rows import rows

if TYPE_CHECKING:
    from pathlib import Path

EVERYDAY = 1000


def evaluate(data_dir: Path) -> list[Figure]:
    examples = all_examples(data_dir)
    told = 1 - held_out(examples, *read(examples))[:, 0] >= threshold()
    endangers = np.array([example.kind != NONE for example in examples])
    alike = np.array([example.is_lookalike for example in examples])
    everyday = [str(row["text"]) for row in rows(data_dir, "restaurants8k/train")[-EVERYDAY:]]
    alarms = 100 * float(np.mean([danger(text, ("en",)) is not None for text in everyday]))
    how = "lines left out, six languages"
    return [
        Figure("danger: told, %", 100 * float(told[endangers].mean()), 95.0, how),
        Figure("danger: false alarms on look-alikes, %", 100 * float(told[alike].mean()), 3.0, how, at_most=True),
        Figure("danger: false alarms on booking messages, %", alarms, 0.2, "RESTAURANTS-8K", at_most=True),
    ]
