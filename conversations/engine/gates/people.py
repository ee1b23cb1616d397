"""Who is speaking, whose data is told, and where a reader is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.llm.redaction import CARD, MAIL, PLACEHOLDER
from agents.understanding.slots import contacts
from agents.understanding.slots.reading import Reading
from agents.understanding.types import Context

if TYPE_CHECKING:
    from conversations.engine.gates.draft import Draft

REFERENCE = re.compile(r"\b(?=[A-Z0-9-]*\d)[A-Z0-9]{3}-[A-Z0-9]{3}\b")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[\w-]{2,}\.[a-z]{2,6}(?:/\S*)?(?!\w)|\[[^\]]*\]\([^)]*\)", re.IGNORECASE
)


def take_over(draft: Draft) -> str:
    """A person who has taken over is alone: raises ``TurnSuperseded`` then."""
    draft.scene.context.repository.keep_claim()
    return ""


def privacy(draft: Draft) -> str:
    """No contact, card or reference but those given, and nothing that was kept from the model."""
    if PLACEHOLDER.search(draft.text):
        return "it holds a placeholder"
    for pattern in (MAIL, CARD, REFERENCE):
        if stray := next((found[0] for found in pattern.finditer(draft.text) if found[0] not in draft.source), ""):
            return f"“{stray}” is in none of the facts"
    known = phones(draft.source, draft)
    return "it holds a telephone number that is in none of the facts" if phones(draft.text, draft) - known else ""


def phones(text: str, draft: Draft) -> set[str]:
    context = Context(now=draft.scene.context.now, timezone=draft.scene.business.zone, locale=draft.language)
    found = contacts.find(Reading(text, draft.language, context))
    return {"".join(filter(str.isdigit, slot.text))[-7:] for slot in found if slot.name == "phone"}


def links(draft: Draft) -> str:
    stray = next((found[0] for found in LINK.finditer(draft.text) if found[0].rstrip(".,)") not in draft.source), "")
    return f"“{stray}” leads where no fact does" if stray else ""
