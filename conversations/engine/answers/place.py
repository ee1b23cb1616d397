from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.intents.glossing import gloss
from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

# Words that carry no subject; what is left is looked for in the owner's description.
FILLER = frozenset(
    [
        "a",
        "about",
        "accept",
        "an",
        "and",
        "any",
        "are",
        "at",
        "available",
        "be",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "got",
        "have",
        "here",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "near",
        "of",
        "offer",
        "on",
        "or",
        "our",
        "out",
        "place",
        "please",
        "provide",
        "some",
        "take",
        "tell",
        "that",
        "the",
        "there",
        "they",
        "this",
        "to",
        "use",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "yours",
    ]
)
STEM = 4
"""Words are compared by their first letters: "parking" finds "park", "cards" finds "card"."""


def location(reading: Reading, context: TurnContext) -> str:
    return facts.address(context.business) if context.business.address else ""


def contact(reading: Reading, context: TurnContext) -> str:
    business = context.business
    return facts.contact(business) if business.phone or business.email or business.website else ""


def described(reading: Reading, context: TurnContext) -> str:
    """The owner's own sentence about what was asked, quoted; empty where the description does not speak of it."""
    language = context.locale.split("-")[0]
    asked = stems(f"{reading['text']} {gloss(reading['text'], language)}")
    sentences = re.split(r"(?<=[.!?])\s+", context.business.about)
    best = max(sentences, key=lambda sentence: len(asked & stems(sentence)), default="")
    return facts.owner_says(best) if asked & stems(best) else ""


def stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    return {word[:STEM].removesuffix("s") for word in words if word not in FILLER}
