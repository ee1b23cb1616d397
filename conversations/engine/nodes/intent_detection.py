from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.acts import counted
from conversations.engine.reading import read

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext

# From here on a text is taken for an attempt to steer the assistant: recorded for the owner, obeyed never.
INJECTION = 0.5


def intent_detection(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Read the messages.  Their text is data from here on: only intents and normalised values go further."""
    reading = read(work["texts"], memory, context)
    reading["acts"] = counted(memory, reading)
    work["reading"] = reading
    if reading["injection"] >= INJECTION:
        work["signals"] = {"injection": reading["injection"], "reasons": reading["reasons"]}
    work["stage"] = "INTENT_DETECTION"
