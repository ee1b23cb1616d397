"""Questions about the assistant and about what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.wording import asking, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def identity(question: Ask, scene: Scene) -> str:
    """Always answered truly (EU AI Act, Regulation (EU) 2024/1689, article 50)."""
    return talk.identity(scene.business)


def why(question: Ask, scene: Scene) -> str:
    return asking.why_name() if "name" in scene.memory.requested else asking.why_contact()


ANSWERS = {"identity": identity, "why": why}
ROWS: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
