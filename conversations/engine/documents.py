"""What the rows do not answer is asked of the documents, quoted word for word, with a number that leads to its place.

What a document says is told, and never followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.state import Source
from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def from_documents(words: str, scene: Scene) -> Scene | None:
    """With what the documents surely say to the question; None where they say nothing."""
    found = scene.context.repository.quoted(words, scene.context.locale.split("-")[0])
    if found is None:
        return None
    reply, number = scene.reply.cite(found.title, found.address)
    told = scene.working(reply=reply).tell(facts.document_says(found.text, number))
    return told.resting_on(Source("document", found.key))


def kept_as_gap(words: str, scene: Scene) -> Scene:
    """With a customer's question kept for the owner, who may answer it for good; what its own people ask is no gap."""
    if scene.context.flow == "dashboard":
        return scene
    scene.context.repository.note_gap(words, scene.context.locale.split("-")[0])
    return scene
