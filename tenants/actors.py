"""Who does something: every write that matters names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["customer", "agent", "staff", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """``id`` is the user's key for staff, the visitor or conversation for customers, the agent's name for agents."""

    kind: ActorKind
    id: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor(kind="system", id="system", name="X-Seven")
