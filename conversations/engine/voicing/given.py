"""The sentences a model may speak from: what the desk itself says to customers, rendered from rows as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.desk import TAUGHT
from conversations.engine.answers.registry import registered
from conversations.engine.commands import Ask
from conversations.engine.gates.draft import sentences_in
from conversations.wording import handoff, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

TOLD = ("hours", "location", "contact", "services", "menu", "staff", "policy", "delivery")
"""Answers of the registry that need no question."""
MOST = 120


def facts_of(scene: Scene) -> tuple[str, ...]:
    """In the conversation's language, but for what the owner wrote."""
    asked = Ask("", "")
    told = [registered()[name](asked, scene) for name in TOLD]
    owners = (scene.business.about, *(each.answer for each in TAUGHT.of(scene.desk).entries))
    lines = [line for text in (*told, *owners) for line in sentences_in(text)]
    return tuple(dict.fromkeys(lines))[:MOST]


def courtesies() -> tuple[str, ...]:
    """What may be said beside facts."""
    return (talk.welcome(), talk.goodbye(), talk.anything_else(), handoff.offered())
