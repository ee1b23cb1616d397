from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.acts import answers_request, counted
from conversations.engine.reading import read

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, Tongue, TurnWork
    from conversations.engine.turn import TurnContext

# From here on a text is taken for an attempt to steer the assistant: recorded for the owner, obeyed never.
INJECTION = 0.5
HEARD_IN_ANY_LANGUAGE = frozenset({"emergency", "ask_human"})


def intent_detection(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Read the messages.  Their text is data from here on: only intents and normalised values go further."""
    reading = read(work["texts"], memory, context)
    reading["acts"] = counted(memory, reading)
    settle_language(memory, reading, work.get("tongue", "spoken"))
    work["reading"] = reading
    if reading["injection"] >= INJECTION:
        work["signals"] = {"injection": reading["injection"], "reasons": reading["reasons"]}
    work["stage"] = "INTENT_DETECTION"


def settle_language(memory: Memory, reading: Reading, tongue: Tongue) -> None:
    """A wish for a language is a wish; what is said in one we do not speak is not guessed at, but for what is grave
    and for the answer to a question: a phone number is one in every language.
    """
    if tongue == "asked":
        reading["acts"], reading["slots"] = ["change_language"], {}
    elif tongue == "foreign" and not answers_request(memory, reading):
        reading["acts"] = [act for act in reading["acts"] if act in HEARD_IN_ANY_LANGUAGE] or ["other_language"]
        reading["slots"] = {}
