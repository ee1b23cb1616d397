"""Learns how a text treats who reads it: ``python -m training.conduct DATA [EXAM…]`` writes its weights.

Learns from sentences written for this project alone: ``sentences/conduct``, and as what is no misconduct those that
teach the intents, the dangers and the injection guard.  Public sets (clinc150, CC BY 3.0; banking77, restaurants8k and
xsid, CC BY 4.0; sgd_booking, CC BY-SA 4.0) and the exams' cases are what customers write otherwise: by them the
threshold is set, and nothing is learned of them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.asked import asked
from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.safety.conduct import CATEGORIES, CLASSES, NONE, PATH, SEVERITIES, inputs
from agents.understanding.safety.windows import pieces
from agents.understanding.sentences import expand, read_parts
from training.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES = Path(__file__).parent / "sentences"
PER_LINE, PER_ORDINARY = 14, 30
ASKED, ELSEWHERE = 4000, 1500
RIDGE, ROUNDS = 3e-5, 60
FALSE_ALARMS = 0.008
"""Of what customers write, at the chosen point: in the source that has most of them, the exams together being one."""
FOLDS = 5
SEED = 5
WISHED_BESIDE = frozenset({"book", "ask_availability", "ask_hours", "reschedule"})
PLACES = {"weekday": "Friday", "time": "8:30", "service": "haircut", "month": "May", "num": "14"}
"""What stands in an exam's sentence for what is filled in when it is put."""


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    kind: str
    language: str
    line: str
    """Sentences of one line are never divided between learning and judging."""


def own_examples() -> list[Example]:
    """What is written for this; half of the misconduct a second time with a wish beside it."""
    chance = random.Random(SEED)
    wishes: dict[str, list[str]] = {}
    for sentence, intent, language in asked():
        if intent in WISHED_BESIDE:
            wishes.setdefault(language, []).append(sentence)
    found = []
    for path in sorted((SENTENCES / "conduct").glob("*.txt")):
        for part, lines in read_parts(path).items():
            kind = NONE if part == "ordinary" else part
            for line in lines:
                drawn = drawn_from(line, PER_ORDINARY if kind == NONE else PER_LINE, chance)
                beside = [] if kind == NONE else [f"{text}, {chance.choice(wishes[path.stem])}" for text in drawn[::2]]
                found += [Example(varied(text, chance), kind, path.stem, line) for text in (*drawn, *beside)]
    return found


def ordinary_examples() -> list[Example]:
    chance = random.Random(SEED)
    spoken = [(sentence, language) for sentence, _intent, language in asked()]
    found = [Example(varied(text, chance), NONE, code, f"asked {text}") for text, code in chance.sample(spoken, ASKED)]
    for folder in ("danger", "safety"):
        lines = [
            (line, path.stem)
            for path in sorted((SENTENCES / folder).glob("*.txt"))
            for written in read_parts(path).values()
            for line in written
        ]
        elsewhere = [(text, code) for line, code in lines for text in drawn_from(line, 4, chance)]
        chosen = chance.sample(elsewhere, min(ELSEWHERE, len(elsewhere)))
        found += [Example(varied(text, chance), NONE, code, f"{folder} {text}") for text, code in chosen]
    return found


def drawn_from(line: str, count: int, chance: random.Random) -> list[str]:
    sentences = list(expand(line))
    return chance.sample(sentences, min(count, len(sentences)))


def varied(text: str, chance: random.Random) -> str:
    """As people type: some with a capital, some with a mark at the end."""
    text = text[:1].upper() + text[1:] if chance.random() < 0.4 else text
    return text if text[-1:] in ".?!" or chance.random() < 0.5 else text + chance.choice([".", "!", "!!", "..."])


def learn(vectors: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    return fit(vectors, kinds, len(CLASSES), ridge=RIDGE, rounds=ROUNDS)


def judged(weights: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    return softmax(with_bias(vectors) @ weights)


def read(texts: list[str]) -> np.ndarray:
    return inputs([pieces(text)[0] for text in texts])


def held_out(examples: list[Example], vectors: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """(n, classes) the chances by models that saw nothing of the sentence's line."""
    fold = np.array([zlib.crc32(example.line.encode("utf-8", "replace")) % FOLDS for example in examples])
    found = np.zeros((len(examples), len(CLASSES)), np.float32)
    for number in range(FOLDS):
        found[fold == number] = judged(learn(vectors[fold != number], kinds[fold != number]), vectors[fold == number])
    return found


def customers(data: Path, exams: list[Path]) -> dict[str, list[str]]:
    """What customers write, by source."""
    found = {
        "clinc150": [str(row["text"]) for name in ("train", "val") for row in rows(data, f"clinc150/{name}")],
        "banking77": [str(row["text"]) for row in rows(data, "banking77/train")],
        "restaurants8k": [str(row["text"]) for row in rows(data, "restaurants8k/train")],
        "sgd": [
            turn["utterance"]
            for row in rows(data, "sgd_booking/dev")
            for turn in row["turns"]
            if turn["speaker"] == "USER"
        ],
    }
    found |= {f"xsid {code}": [str(row["text"]) for row in rows(data, f"xsid/{code}")] for code in ("de", "en", "it")}
    for path in exams:
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found[f"exam {path.stem}"] = [text for case in cases for text in said(case)]
    return {name: sorted(set(filter(None, texts))) for name, texts in found.items()}


def said(case: dict[str, object]) -> Iterator[str]:
    steps = case.get("say", [])
    for step in steps if isinstance(steps, list) else [steps]:
        text = step.get("say", "") if isinstance(step, dict) else step
        for one in text if isinstance(text, list) else [text]:
            yield re.sub(r"\{(\w+)[^}]*\}", lambda place: PLACES.get(place[1], "Friday"), str(one))


def tell(examples: list[Example], found: np.ndarray, threshold: float) -> None:
    """Per category, severity and language how many are told, how many of these by their name."""
    told = 1 - found[:, 0] >= threshold
    pairs = found[:, 1:].reshape(len(found), len(CATEGORIES), len(SEVERITIES))
    category = pairs.sum(axis=2).argmax(axis=1)
    for kind, language in sorted({(example.kind, example.language) for example in examples}):
        chosen = np.array([(each.kind, each.language) == (kind, language) for each in examples])
        right = ""
        if kind != NONE:
            name = kind.rpartition("_")[0]
            right = f" as {name} {np.mean(category[chosen & told] == CATEGORIES.index(name)):.3f}"
        sys.stdout.write(f"{kind:16} {language:10} {chosen.sum():5} told {np.mean(told[chosen]):.3f}{right}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("exams", type=Path, nargs="*")
    options = parser.parse_args()
    examples = own_examples() + ordinary_examples()
    vectors = read([example.text for example in examples])
    kinds = np.array([CLASSES.index(example.kind) for example in examples])
    weights = learn(vectors, kinds)
    found = customers(options.data, options.exams)
    usual = {name: (texts, 1 - judged(weights, read(texts))[:, 0]) for name, texts in found.items()}
    exams = np.concatenate([chance for name, (_texts, chance) in usual.items() if name.startswith("exam")])
    public = [chance for name, (_texts, chance) in usual.items() if not name.startswith("exam")]
    threshold = float(max(np.quantile(chance, 1 - FALSE_ALARMS) for chance in (exams, *public)))
    sys.stdout.write(f"threshold {threshold:.3f}\n")
    for name, (texts, chance) in usual.items():
        alarms = [text for text, each in zip(texts, chance, strict=True) if each >= threshold]
        sys.stdout.write(f"{name:28} {len(texts):6} alarms {len(alarms):4} {alarms[:6]}\n")
    tell(examples, held_out(examples, vectors, kinds), threshold)
    np.savez_compressed(PATH, weights=weights.astype(np.float16), threshold=np.float32(threshold))


if __name__ == "__main__":
    main()
