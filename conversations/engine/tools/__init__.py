"""What agents at work in a turn may look up: the desk's own sentences, as they are told to whoever may hear them.

None writes: what is booked, ordered or changed is wished for by commands, read back, and agreed to (docs/engine.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.tools.tools import Hand
from conversations.engine.tools.figures import FIGURES
from conversations.engine.tools.offering import OFFERING
from tenants.context import current_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.tools.tools import Tool
    from conversations.engine.scene import Scene

TOOLS: Mapping[str, Tool[Any, Scene]] = {each.name: each for each in (FIGURES, OFFERING)}


def hand_of(scene: Scene) -> Hand:
    """The tools that whoever the turn is for may use; customers are no members and have those for everybody."""
    management = scene.context.repository.management
    permissions = management.permissions() if scene.context.flow == "dashboard" else frozenset()
    handed = {name: tool for name, tool in TOOLS.items() if tool.is_for(permissions)}
    return Hand(current_schema(), scene.context.locale, permissions, handed, scene)
