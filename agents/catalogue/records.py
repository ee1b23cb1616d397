"""An intent as the project knows it: what kind it is, which matter it is of, where it is offered, what it opens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["question", "deed", "courtesy", "answer"]
Tool = Literal["book", "change", "contact", "order", "placed", "waiting", "owner", "compare"]
"""What an agent may be allowed to do. Most kinds of tasks are a tool of their own; others name the one they need."""
Flow = Literal["dedicated", "dashboard", "global"]
Matter = Literal["concierge", "booking", "menu", "orders", "information", "care", "insights", "discovery"]
"""What intents are about: agents say which matters are theirs (``agents.roster``)."""

FLOWS: tuple[Flow, ...] = get_args(Flow)
MATTERS: tuple[Matter, ...] = get_args(Matter)
CHOICE = re.compile(r"\{([^{}|]*)\|?[^{}]*\}")
CATEGORIES = ("food", "beauty", "automotive", "health", "local_services")


@dataclass(frozen=True, slots=True)
class IntentRecord:
    """``instead`` names what a sentence means where the intent is not offered; "" is out of scope there.

    ``task`` is the kind of task the intent opens, ``tool`` what an agent needs for it, and ``answered_by`` the name of
    the answer to a question, "" for none. ``has_terms``: the answer may change whether a customer agrees. ``lines`` are
    example sentences by language, not expanded.
    """

    name: str
    kind: Kind
    matter: Matter
    flows: frozenset[str] = frozenset(FLOWS)
    categories: frozenset[str] = frozenset(CATEGORIES)
    instead: str = ""
    task: str | None = None
    tool: Tool | None = None
    answered_by: str = ""
    has_terms: bool = False
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_offered(self, category: str, flow: str) -> bool:
        """Whether a conversation can have it; a flow over many businesses has every category's."""
        return flow in self.flows and (flow == "global" or not category or category in self.categories)

    def examples(self, language: str) -> tuple[str, ...]:
        """Its sentences in the language, each with the first of its choices; none where nobody wrote any."""
        return tuple(map(plain, self.lines.get(language, ())))


def plain(line: str) -> str:
    """A line of the catalogue as one sentence: the first of its choices."""
    while (shorter := CHOICE.sub(r"\1", line)) != line:
        line = shorter
    return " ".join(line.split())
