"""Learns what endangers somebody: ``python -m training.danger DATA`` writes its weights.

Reads the sentences written for this project (``sentences/danger``; those of the intents as what is no danger) and, as
what people write otherwise, clinc150 (CC BY 3.0), banking77 and restaurants8k (CC BY 4.0), sgd_booking (CC BY-SA 4.0).
Prints figures of lines left out: none is judged by a model that saw another sentence of its line.
"""

from __future__ import annotations

import argparse
import random
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agents.understanding.danger.classifier import CLASSES, NONE, PATH, inputs
from agents.understanding.danger.masking import masked
from agents.understanding.intents.asked import asked
from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.sentences import expand, read_parts
from training.rows import rows

FOLDER = Path(__file__).parent / "sentences" / "danger"
PER_LINE = 12
RIDGE, ROUNDS = 3e-5, 40
FALSE_ALARMS = 0.027
"""Of the look-alikes of lines left out, at the chosen point."""

FOLDS = 5
SEED = 7
ORDINARY = {"clinc150": 500, "banking77": 300, "restaurants8k": 500, "sgd": 600}
GRAVE = frozenset({"ask_human"})
WISHED_BESIDE = frozenset({"book", "ask_availability", "ask_hours", "reschedule"})


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    kind: str
    language: str
    line: str
    """Sentences of one line are never divided between learning and judging."""

    @property
    def is_lookalike(self) -> bool:
        """No danger, and written because it may be taken for one."""
        return self.kind == NONE and not self.line.startswith(("asked ", "public "))


def own_examples() -> list[Example]:
    """What is written for this project; half of it a second time with a wish beside it, as customers put them."""
    chance = random.Random(SEED)
    wishes: dict[str, list[str]] = {}
    for sentence, intent, language in asked():
        if intent in WISHED_BESIDE:
            wishes.setdefault(language, []).append(sentence)
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for kind, lines in read_parts(path).items():
            for line in lines:
                sentences = list(expand(line))
                drawn = chance.sample(sentences, min(PER_LINE, len(sentences)))
                beside = [f"{text}, {chance.choice(wishes[path.stem])}" for text in drawn[::2]]
                found += [Example(masked(text.lower()), kind, path.stem, line) for text in (*drawn, *beside)]
    return found


def asked_examples() -> list[Example]:
    """What customers ask for, of the sentences that teach the intents."""
    chance = random.Random(SEED)
    found = [
        Example(masked(sentence.lower()), NONE, language, f"asked {language} {sentence}")
        for sentence, intent, language in asked()
        if intent not in GRAVE
    ]
    return chance.sample(found, min(4000, len(found)))


def public_examples(data: Path) -> list[Example]:
    chance = random.Random(SEED)
    texts: dict[str, list[str]] = {
        "clinc150": [str(row["text"]) for row in rows(data, "clinc150/train")],
        "banking77": [str(row["text"]) for row in rows(data, "banking77/train")],
        "restaurants8k": [str(row["text"]) for row in rows(data, "restaurants8k/train")],
        "sgd": [
            turn["utterance"]
            for dialogue in rows(data, "sgd_booking/train")
            for turn in dialogue["turns"]
            if turn["speaker"] == "USER"
        ],
    }
    return [
        Example(masked(text.lower()), NONE, "en", f"public {name} {text}")
        for name, count in ORDINARY.items()
        for text in chance.sample(texts[name], count)
    ]


def learn(vectors: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    return fit(vectors, kinds, len(CLASSES), ridge=RIDGE, rounds=ROUNDS)


def held_out(examples: list[Example], vectors: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """(n, classes) the chances by models that saw nothing of the sentence's line."""
    fold = np.array([zlib.crc32(example.line.encode("utf-8", "replace")) % FOLDS for example in examples])
    found = np.zeros((len(examples), len(CLASSES)), np.float32)
    for number in range(FOLDS):
        weights = learn(vectors[fold != number], kinds[fold != number])
        found[fold == number] = softmax(with_bias(vectors[fold == number]) @ weights)
    return found


def all_examples(data: Path) -> list[Example]:
    return [example for example in own_examples() + asked_examples() + public_examples(data) if example.text]


def read(examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    kinds = np.array([CLASSES.index(example.kind) for example in examples])
    return inputs([example.text for example in examples], [example.language for example in examples]), kinds


def limit(examples: list[Example], told: np.ndarray) -> float:
    """The chance over which few look-alikes come, and which dangers pass."""
    alike = np.array([example.is_lookalike for example in examples])
    return float(np.quantile(told[alike], 1 - FALSE_ALARMS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    examples = all_examples(options.data)
    vectors, kinds = read(examples)
    found = held_out(examples, vectors, kinds)
    chance = 1 - found[:, 0]
    threshold = limit(examples, chance)
    sys.stdout.write(f"threshold {threshold:.3f}\n")
    for kind, language in sorted({(example.kind, example.language) for example in examples}):
        chosen = np.array([(e.kind, e.language) == (kind, language) for e in examples])
        sys.stdout.write(f"{kind:10} {language} {chosen.sum():5} told {np.mean(chance[chosen] >= threshold):.3f}\n")
    missed = Counter(e.line for e, t in zip(examples, chance, strict=True) if e.kind != NONE and t < threshold)
    alarms = Counter(
        (e.line, e.text) for e, t in zip(examples, chance, strict=True) if e.kind == NONE and t >= threshold
    )
    sys.stdout.write("".join(f"missed {count} {line}\n" for line, count in missed.most_common(40)))
    sys.stdout.write("".join(f"alarm {count} {line}\n" for line, count in alarms.most_common(60)))
    np.savez_compressed(PATH, weights=learn(vectors, kinds).astype(np.float16), threshold=np.float32(threshold))


if __name__ == "__main__":
    main()
