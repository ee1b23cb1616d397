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
ENOUGH = {Split.TRAIN: 1, Split.CHOOSE: 1, Split.HELD_OUT: 2}
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


FACTS = {"parking": "Parking is free.", "opening": "We open at noon.", "cancelling": "Cancelling costs nothing."}
OF_MODULES = frozenset({"details", "words", "agent", "reply", "summary"})
"""A field of each module's answers that no proposal has."""


def examples_of(module: str) -> list[EvaluationExample]:
    """The sentences as examples of another module."""
    rows = []
    for each in sentences():
        said, name = str(each.inputs["message"]), str(each.wanted["intent"])
        inputs: dict[str, object] = {"message": said}
        wanted: dict[str, object] = {"intent": name}
        if module == "agent":
            inputs, wanted = {**inputs, "intents": [name]}, {"agent": "general"}
        elif module == "response":
            inputs = {**inputs, "facts": [FACTS[WORDS[name]]], "language": "en"}
            wanted = {"reply": f"{FACTS[WORDS[name]]} See you soon!"}
        elif module == "summary":
            inputs = {"transcript": [f"customer: {said}"], "language": "en"}
            wanted = {"summary": f"The customer asks for {WORDS[name]}."}
        rows.append(example(module, said, inputs, wanted, language=each.language, source=Source.WRITTEN))
    return rows


def answer_any(body: dict[str, Any]) -> dict[str, Any]:
    """Every program, rightly where it was shown an example and as good as nothing where it was not."""
    form = body.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
    *before, last = body["messages"]
    word = next((each for each in FACTS if each in str(last["content"])), "")
    is_shown = len(before) > 1
    right = {
        "intent": next((name for name, each in WORDS.items() if each == word), "none"),
        "agent": "general",
        "reply": f"{FACTS.get(word, 'Hello.')} See you soon!",
        "summary": f"The customer asks for {word}.",
    }
    said = {"begins": "a", "words": "", "details": [], "confidence": 0.8} | {
        name: right[name] if is_shown and word else "none" for name in right
    }
    return {name: said[name] for name in form} if OF_MODULES & form.keys() else dict.fromkeys(form, CLOSELY)
