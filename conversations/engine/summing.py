"""The messages of a turn as one reading: what the Turn tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.clauses import details_of
from conversations.engine.state import Heard, SlotValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.types import Conduct
    from conversations.engine.hearing import HeardMessage

NOTHING = "out_of_scope"


def worst_conduct(found: Iterable[Conduct | None]) -> Conduct | None:
    """Of several messages the severe one, of these the surest."""
    told = [conduct for conduct in found if conduct is not None]
    return max(told, key=lambda conduct: (conduct.severity == "severe", conduct.chance), default=None)


def heard_of(messages: list[HeardMessage], texts: tuple[str, ...]) -> Heard:
    """Each message read on its own, in order; of two values for one detail the later counts."""
    read = [message.understanding for message in messages]
    best = max((each.intent for each in read), key=lambda intent: (intent.name != NOTHING, intent.confidence))
    slots: dict[str, SlotValue] = {}
    for message in messages:
        for detail in details_of(message.understanding.slots):
            slots[detail.name] = SlotValue(detail.value, detail.text, detail.alternatives)
        if message.reference is not None:
            slots["reference"] = SlotValue(message.reference.code, message.reference.text)
    worst = max((each.safety for each in read), key=lambda safety: safety.injection)
    return Heard(
        text="\n".join(texts),
        intent=best.name,
        confidence=round(best.confidence, 3),
        slots=slots,
        cues=tuple(sorted({cue for each in read for cue in each.cues})),
        injection=round(worst.injection, 3),
        reasons=tuple(worst.reasons),
        conduct=worst_conduct(each.safety.conduct for each in read),
    )
