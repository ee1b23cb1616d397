"""Learns the injection guard: ``python -m training.safety DATA`` writes ``weights/safety.npz``.

Prints held-out figures: no line, row or near copy of one is judged by a model that saw it. What a model tells that saw
nothing of a source or kind of attack, ``python -m evaluation DATA --only safety`` prints.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.head import fit
from agents.understanding.safety.classifier import CLASSES, PATH, Heads, closer, combined, inputs, is_english
from agents.understanding.safety.cues import CUES
from agents.understanding.safety.windows import pieces
from encoding.encoder import meant
from training.safety_rows import all_examples

if TYPE_CHECKING:
    from training.safety_rows import Example

RIDGE = 1e-4
ROUNDS = 30
FALSE_ALARMS = 0.05
"""Of the harmless look-alikes of lines left out, at the chosen point. They are harder than what people write: of public
look-alikes held out it is two in a hundred."""

FOLDS = 3
NEAR = 0.95
"""Cosine of two texts from which one is a copy of the other: it is not judged by a model that learned the other."""


@dataclass(frozen=True)
class Cuts:
    """Learning sees pieces, judging sees texts; text ``i`` has ``sizes[i]`` of them, one after the other."""

    rows: np.ndarray
    closer: np.ndarray
    english: np.ndarray
    sizes: np.ndarray
    whole: np.ndarray

    @cached_property
    def owner(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @cached_property
    def first(self) -> np.ndarray:
        return np.concatenate([[True], self.owner[1:] != self.owner[:-1]])


def cut(examples: list[Example]) -> Cuts:
    parts = [pieces(example.text) for example in examples]
    flat = [piece for part in parts for piece in part]
    rows = inputs(flat)
    english = np.array([is_english(piece) for piece in flat])
    near = closer(rows[english], [piece for piece, told in zip(flat, english, strict=True) if told])
    return Cuts(rows, near, english, np.array([len(part) for part in parts]), meant([part[0] for part in parts]))


def learn(examples: list[Example], cuts: Cuts, chosen: np.ndarray) -> Heads:
    """An attack's long text teaches by its first piece and those with a sign; an ordinary one by every piece."""
    kinds = np.array([CLASSES.index(example.kind) for example in examples])[cuts.owner]
    signed = cuts.rows[:, -len(CUES) :].any(axis=1)
    teaches = chosen[cuts.owner] & (cuts.first | signed | (kinds == 0))
    second = teaches[cuts.english]
    return Heads(
        fit(cuts.rows[teaches], kinds[teaches], len(CLASSES), ridge=RIDGE, rounds=ROUNDS),
        fit(cuts.closer[second], kinds[cuts.english][second], len(CLASSES), ridge=RIDGE, rounds=ROUNDS),
    )


def judged(heads: Heads, cuts: Cuts) -> np.ndarray:
    """Per text the log-odds of harm, as the product reads it."""
    found = heads.first_doubts(cuts.rows)
    again = cuts.english & heads.is_doubtful(found)
    found[again] = heads.second_doubts(cuts.closer[again[cuts.english]])
    return combined(found, cuts.sizes)


def held_out(examples: list[Example], cuts: Cuts, folds: int = FOLDS) -> np.ndarray:
    """Per text the log-odds of harm, by a model that saw neither it nor another of its group; of a copy, no number."""
    groups = np.array([zlib.crc32(example.group.encode("utf-8", "replace")) % folds for example in examples])
    told = np.array([example.kind != "ordinary" or example.is_lookalike for example in examples])
    scores = np.zeros(len(examples))
    for fold in range(folds):
        chosen = groups == fold
        scores[chosen] = judged(learn(examples, cuts, ~chosen), cuts)[chosen]
        scores[copies(cuts, chosen & told, ~chosen)] = np.nan
    return scores


def copies(cuts: Cuts, judged: np.ndarray, learned: np.ndarray) -> np.ndarray:
    """The places of the judged texts that are nearly one that is learned."""
    places = np.flatnonzero(judged)
    known = cuts.whole[learned].T
    blocks = np.array_split(places, max(1, len(places) // 512))
    return np.concatenate([block[(cuts.whole[block] @ known).max(axis=1) >= NEAR] for block in blocks])


def unseen_public(examples: list[Example], cuts: Cuts) -> np.ndarray:
    """The same from a model that saw none of the guard's public rows, only what was written for this project."""
    own = np.array([not example.is_public for example in examples])
    scores = judged(learn(examples, cuts, own), cuts)
    scores[copies(cuts, ~own, own)] = np.nan
    return scores


def unseen_kinds(examples: list[Example], cuts: Cuts) -> dict[str, np.ndarray]:
    """Per source and kind of attack its log-odds by a model that saw none of that kind, copies left out."""
    source = np.array([example.source for example in examples])
    found = {}
    for kind in sorted({example.source for example in examples if example.kind == "attack"}):
        scores = judged(learn(examples, cuts, source != kind), cuts)
        scores[copies(cuts, source == kind, source != kind)] = np.nan
        found[kind] = scores[(source == kind) & ~np.isnan(scores)]
    return found


def limit(examples: list[Example], scores: np.ndarray) -> float:
    alike = np.array([example.is_lookalike for example in examples]) & ~np.isnan(scores)
    return float(np.quantile(scores[alike], 1 - FALSE_ALARMS))


def tell(examples: list[Example], scores: np.ndarray, threshold: float) -> None:
    flagged = defaultdict(list)
    for example, value in zip(examples, scores, strict=True):
        if not np.isnan(value):
            flagged[example.kind, example.source].append(value >= threshold)
    for (kind, source), values in sorted(flagged.items()):
        sys.stdout.write(f"{kind:13} {source:32} {len(values):5} flagged {np.mean(values):.3f}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    examples = all_examples(options.data)
    cuts = cut(examples)
    scores = held_out(examples, cuts)
    threshold = limit(examples, scores)
    sys.stdout.write(f"threshold {threshold:.3f}; held out, in {FOLDS} folds:\n")
    tell(examples, scores, threshold)
    sys.stdout.write("by a model that saw no public row of attacks or look-alikes:\n")
    public = [example for example in examples if example.is_public]
    tell(public, unseen_public(examples, cuts)[[example.is_public for example in examples]], threshold)
    learn(examples, cuts, np.ones(len(examples), bool)).save(PATH, threshold)


if __name__ == "__main__":
    main()
