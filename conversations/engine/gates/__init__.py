"""What a text that a model worded passes before it may be a reply: eight gates, always in this order.

A text is held against the sentences it was given, which are rendered from rows: what cannot be found there is not said.
Sentences from rows never come here. ``VERSION`` changes with the gates or their order; it is kept with every verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.gates.draft import Draft, Verdict
from conversations.engine.gates.figures import figures
from conversations.engine.gates.manners import disclosure, tone
from conversations.engine.gates.people import links, privacy, take_over
from conversations.engine.gates.statements import claims, commitment

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["GATES", "VERSION", "Draft", "Verdict", "judged"]

VERSION = "gates-1"

GATES: tuple[tuple[str, Callable[[Draft], str]], ...] = (
    ("take_over", take_over),
    ("privacy", privacy),
    ("commitment", commitment),
    ("figures", figures),
    ("claims", claims),
    ("links", links),
    ("tone", tone),
    ("disclosure", disclosure),
)
"""Each gives why it vetoes, as a model is told; empty where it lets pass."""


def judged(draft: Draft) -> tuple[Verdict, ...]:
    """The verdicts up to the first veto; raises ``TurnSuperseded`` where a person has the conversation by now."""
    verdicts = []
    for name, judge in GATES:
        verdicts.append(Verdict(name, judge(draft)))
        if verdicts[-1].veto:
            break
    return tuple(verdicts)
