"""Learns the injection guard: ``python -m agents.understanding.training.safety DATA`` writes ``weights/safety.npz``.

Reads prompt_injection (PIGuard's and BIPIA's, MIT), and ordinary sentences of clinc150 (CC BY 3.0), banking77 and
restaurants8k (CC BY 4.0), sgd_booking (CC BY-SA 4.0) and routing (Apache-2.0), beside the sentences written for this
project. Prints held-out figures of ``--folds`` folds: no line or row is judged by a model that saw it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.safety.classifier import CLASSES, PATH, inputs
from agents.understanding.safety.windows import pieces
from agents.understanding.sentences import expand, read_parts
from agents.understanding.training.rows import rows

OWN = Path(__file__).resolve().parents[1] / "safety" / "sentences"
OUTSIDE = Path(__file__).resolve().parents[1] / "intents" / "outside.txt"
PER_LINE = 10  # sentences drawn from one written line
RIDGE = 2e-4
ROUNDS = 40
FALSE_ALARMS = 0.035  # of the public look-alikes, held out, at the chosen point
FOREIGN = {  # BIPIA's categories that are unrelated work rather than a hold on the answer
    "Information Retrieval", "Content Creation", "Learning and Tutoring", "Programming Help", "Language Translation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    kind: str
    source: str
    group: str
    """Examples of one group are never divided between learning and judging."""


def own_examples() -> list[Example]:
    found = []
    for name, lines in read_parts(OWN / "attacks.txt").items():
        kind = "foreign_work" if name == "offtopic" else "attack"
        found += _drawn(lines, kind, f"own_{name}")
    for name, lines in read_parts(OWN / "lookalikes.txt").items():
        found += _drawn(lines, "ordinary", f"own_benign_{name}")
    return found


def _drawn(lines: list[str], kind: str, source: str) -> list[Example]:
    found = []
    for line in lines:
        sentences = list(expand(line))
        drawn = random.sample(sentences, min(PER_LINE, len(sentences)))
        found += [Example(_varied(text), kind, source, line) for text in drawn]
    return found


def _varied(text: str) -> str:
    """As people type: some with a capital, some in capitals, some with a mark at the end."""
    choice = random.random()
    if choice < 0.4:
        text = text[:1].upper() + text[1:]
    elif choice < 0.45:
        text = text.upper()
    return text if text[-1] in ".?!:" or random.random() < 0.5 else text + random.choice([".", "!", "."])


def guard_examples(data: Path) -> list[Example]:
    found = []
    for number, row in enumerate(rows(data, "prompt_injection/piguard_valid")):
        kind = "attack" if row["label"] else "ordinary"
        found.append(Example(str(row["prompt"]), kind, str(row["source"]), f"piguard {number}"))
    for number, row in enumerate(rows(data, "prompt_injection/bipia_text_attacks_train")):
        kind = "foreign_work" if row["category"] in FOREIGN else "attack"
        found.append(Example(str(row["attack"]), kind, f"BIPIA_{kind}", f"bipia {number}"))
    return found


def ordinary_examples(data: Path) -> list[Example]:
    texts: dict[str, list[str]] = {
        "clinc150": [str(row["text"]) for row in rows(data, "clinc150/train") if row["intent"] != "oos"],
        "banking77": [str(row["text"]) for row in rows(data, "banking77/train")],
        "restaurants8k": [str(row["text"]) for row in rows(data, "restaurants8k/train")],
        "sgd": [
            turn["utterance"]
            for dialogue in rows(data, "sgd_booking/train")
            for turn in dialogue["turns"]
            if turn["speaker"] == "USER"
        ],
        "mmlu": [str(row["prompt"]).split("\nA.")[0] for row in rows(data, "routing/mmlu_train")],
    }
    counts = {"clinc150": 500, "banking77": 300, "restaurants8k": 400, "sgd": 500, "mmlu": 500}
    return [
        Example(text, "ordinary", name, f"{name} {number}")
        for name, count in counts.items()
        for number, text in enumerate(random.sample(texts[name], count))
    ]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Learning sees pieces, judging sees texts; ``owner`` says whose piece a row is."""

    vectors: np.ndarray
    owner: np.ndarray


def cut(examples: list[Example]) -> Pieces:
    parts = [pieces(example.text) for example in examples]
    owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return Pieces(inputs([piece for part in parts for piece in part]), owner)


def learn(examples: list[Example], cuts: Pieces, chosen: np.ndarray) -> np.ndarray:
    """An attack's long text teaches by its first piece and those with a sign; an ordinary one by every piece."""
    kinds = np.array([CLASSES.index(example.kind) for example in examples])
    first = np.r_[True, cuts.owner[1:] != cuts.owner[:-1]]
    signed = cuts.vectors[:, -9:].any(axis=1)
    teaches = chosen[cuts.owner] & (first | signed | (kinds[cuts.owner] == 0))
    return fit(cuts.vectors[teaches], kinds[cuts.owner][teaches], len(CLASSES), ridge=RIDGE, rounds=ROUNDS)


def harm(weights: np.ndarray, cuts: Pieces, shift: np.ndarray) -> np.ndarray:
    """Per text, the worst piece's probability of not being ordinary."""
    scores = 1 - softmax(with_bias(cuts.vectors) @ weights + shift)[:, 0]
    worst = np.zeros(cuts.owner.max() + 1)
    np.maximum.at(worst, cuts.owner, scores)
    return worst


def held_out(examples: list[Example], cuts: Pieces, folds: int) -> np.ndarray:
    groups = np.array([hash_of(example.group) % folds for example in examples])
    scores = np.zeros(len(examples))
    for fold in range(folds):
        weights = learn(examples, cuts, groups != fold)
        scores[groups == fold] = harm(weights, cuts, np.zeros(3))[groups == fold]
    return scores


def hash_of(text: str) -> int:
    import zlib  # noqa: PLC0415

    return zlib.crc32(text.encode("utf-8", "replace"))


def tell(examples: list[Example], scores: np.ndarray, threshold: float) -> None:
    flagged = defaultdict(list)
    for example, value in zip(examples, scores, strict=True):
        flagged[example.kind, example.source].append(value >= threshold)
    for (kind, source), values in sorted(flagged.items()):
        sys.stdout.write(f"{kind:13} {source:32} {len(values):5} flagged {np.mean(values):.3f}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    options = parser.parse_args()
    random.seed(11)
    examples = own_examples() + guard_examples(options.data) + ordinary_examples(options.data)
    cuts = cut(examples)
    scores = held_out(examples, cuts, options.folds)
    alike = np.array([e.kind == "ordinary" and (e.source.startswith(("NotInject", "PINT"))) for e in examples])
    threshold = float(np.quantile(scores[alike], 1 - FALSE_ALARMS))
    sys.stdout.write(f"held-out threshold {threshold:.3f}\n")
    tell(examples, scores, threshold)
    weights = learn(examples, cuts, np.ones(len(examples), bool))
    shift = np.zeros(3, np.float32)
    shift[0] = np.log(threshold / (1 - threshold))
    PATH.parent.mkdir(exist_ok=True)
    np.savez_compressed(PATH, weights=weights.astype(np.float16), shift=shift)


if __name__ == "__main__":
    main()
