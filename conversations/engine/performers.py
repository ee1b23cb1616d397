"""Who performs a service, as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.wording import facts

if TYPE_CHECKING:
    from businesses.desk import ServiceFacts
    from conversations.engine.scene import Scene


def performed(service: ServiceFacts, scene: Scene) -> list[str]:
    """One sentence with those it can be booked with; none where nobody in particular performs it."""
    names = [member.name for member in scene.desk.performers(service.id)]
    return [facts.performed_by(service.name, names)] if names else []
