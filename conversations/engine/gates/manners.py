"""How a text speaks, and that it never passes for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.language import detect
from agents.understanding.safety import assess
from conversations.engine.gates.statements import likeness
from conversations.wording import claims as anchors

if TYPE_CHECKING:
    from conversations.engine.gates.draft import Draft

LONGEST = 700
STEERING = 0.5
SHOUTED = 6
"""Letters of a word in capitals: abbreviations are shorter."""
HUMAN = 0.3
"""The cosine with "I am a human being" from which a sentence that is no fact claims it."""


def tone(draft: Draft) -> str:
    """In the customer's language, short, neither rude nor loud, and no instructions to whoever reads it."""
    if len(draft.text) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if detect(draft.text, draft.language) != draft.language:
        return f"it is not in the language “{draft.language}”"
    if any(word.isupper() and len(word) >= SHOUTED and word not in draft.source for word in draft.text.split()):
        return "it shouts"
    safety = assess(draft.text)
    return "it is rude, or gives instructions" if safety.conduct or safety.injection >= STEERING else ""


def disclosure(draft: Draft) -> str:
    """A customer is never told that a person writes (EU AI Act, Regulation (EU) 2024/1689, article 50)."""
    is_human = any(likeness(each, (anchors.being_human(),)) >= HUMAN for each in draft.worded)
    return "it passes for a person" if is_human else ""
