"""The far end as a model that learns: it knows an intent when it is shown one like it, or told to look closely.

Every intent here has a word of its own. Shown no example with the word, and not told to look closely, it says "none".
Asked for instructions, it proposes some that say so. It goes by the prompt alone: equal prompts are answered alike.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from agents.learning.gathering import example
from agents.learning.models import EvaluationExample, Source, Split

if TYPE_CHECKING:
    from tests.agents.llm.far_end import FarEnd

WORDS = {"ask_parking": "parking", "ask_hours": "opening", "cancel": "cancelling"}
CLOSELY = "Look closely at every word."
MESSAGE = re.compile(r"\[\[ ## message ## \]\]\n(.*?)\n", re.DOTALL)
ENOUGH = {Split.TRAIN: 2, Split.CHOOSE: 1, Split.HELD_OUT: 2}
"""Examples of each intent and language."""


def answer_as_learner(far_end: FarEnd) -> None:
    far_end.answering = lambda body: json.dumps(answered(body))


def answered(body: dict[str, Any]) -> dict[str, Any]:
    form = body.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
    return predicted(body["messages"]) if "intent" in form else dict.fromkeys(form, CLOSELY)


def predicted(messages: list[dict[str, Any]]) -> dict[str, Any]:
    *before, last = messages
    found = MESSAGE.search(str(last["content"]))
    said = found[1] if found else ""
    known = next((name for name, word in WORDS.items() if word in said), "none")
    told = str(before[0]["content"]) if before else ""
    shown = " ".join(str(each["content"]) for each in before[1:])
    is_known = known != "none" and (CLOSELY in told or WORDS[known] in shown)
    return {
        "begins": " ".join(said.split()[:4]),
        "intent": known if is_known else "none",
        "words": said,
        "confidence": 0.9,
    }


def sentences() -> list[EvaluationExample]:
    """Unsaved: of each intent and language as many on each side as are ``ENOUGH``."""
    rows, counts = [], dict[tuple[str, str, str], int]()
    for place in range(40):
        for name, word in WORDS.items():
            for language in ("en", "de"):
                said = f"{word} {place} {language}"
                row = example("intent", said, {"message": said}, {"intent": name}, language=language,
                              source=Source.WRITTEN)  # fmt: skip
                counted = (name, language, row.split)
                counts[counted] = counts.get(counted, 0) + 1
                if counts[counted] <= ENOUGH[Split(row.split)]:
                    rows.append(row)
    return rows
