"""Where the business is, how to reach it, and what its owner says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.intents.glossing import gloss
from agents.understanding.topics import topics_of
from conversations.wording import facts
from encoding.encoder import embed

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

ALIKE = 0.38
"""The cosine from which a sentence of the owner's is about a question of no known topic: on 30 questions to the five
demo businesses the right sentences had 0.40 to 0.62, sentences about something else up to 0.36."""
SENTENCE = re.compile(r"(?<=[.!?;:])\s+")


def location(question: Ask, scene: Scene) -> str:
    """The address, with what the owner says of the way there; of a visit just booked, where we come to first."""
    booked = scene.context.repository.own_booking(scene.memory.done) if scene.memory.done else None
    ours = facts.address(scene.business) if scene.business.address else ""
    visited = facts.visited(booked.address) if booked is not None and booked.address else ""
    return f"{visited} {ours} {on_topic(question, scene) if ours else ''}".strip()


def contact(question: Ask, scene: Scene) -> str:
    business = scene.business
    return facts.contact(business) if business.phone or business.email or business.website else ""


def on_topic(question: Ask, scene: Scene) -> str:
    """The owner's own sentence, where the question touches a known topic that it speaks of."""
    return described(question, scene) if topics_of(question.words) else ""


def described(question: Ask, scene: Scene) -> str:
    """The owner's own sentence about what was asked, quoted; empty where the description does not speak of it.

    Topics decide, in every language; a question of none is held against the sentences by likeness.
    """
    sentences = [each.strip(" ;:") for each in SENTENCE.split(scene.business.about) if each.strip()]
    if not sentences:
        return ""
    if asked := topics_of(question.words):
        found = [each for each in sentences if asked & topics_of(each)]
        return facts.owner_says(". ".join(each.rstrip(".") for each in found) + ".") if found else ""
    english = gloss(question.words, scene.context.locale.split("-")[0]) or question.words
    likeness = (embed([english]) @ embed(sentences).T)[0]
    best = int(likeness.argmax())
    return facts.owner_says(sentences[best]) if likeness[best] >= ALIKE else ""


ANSWERS = {
    "location": location,
    "contact": contact,
    **dict.fromkeys(("facts", "parking", "payment", "insurance"), described),
}
ROWS = dict.fromkeys(ANSWERS, ("tenants.Business",))
