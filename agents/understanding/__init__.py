"""What a customer means, locally, in milliseconds: intents, slots, times, language and safety of a message.

``understand`` and the types it takes and returns are reached from here; nothing heavy loads before the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.engine import understand

__all__ = ["understand"]


def __getattr__(name: str) -> object:
    """Loads the engine when it is first asked for: importing this package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from agents.understanding import engine  # noqa: PLC0415

    return getattr(engine, name)
