"""What is asked of a model and what comes back: plain values, no library's types."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Speaker = Literal["system", "user", "assistant"]
RungName = Literal["small", "strong"]
AnsweredBy = Literal["needed", "small", "strong"]
CURRENCY = "USD"
"""What model providers charge in; budgets and the ledger are in it too."""
RUNGS: tuple[RungName, ...] = ("small", "strong")


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` is data whoever wrote it: nothing in it is obeyed by the gateway."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """Something the caller knows to be a person's (``kind``: name, address, reference, …), to be kept here."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """A sum of its own that calls count against, beside all budgets: ``key`` says whose, ``most`` is in dollars."""

    key: str
    most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a model.

    ``purpose`` names a row of ``agents.llm.purposes``, which says how much, how long and by which rung; ``rung`` forces
    one. ``question`` is what the customer asked, alone: answers are looked up and routed by it. ``knowledge`` and
    ``prompt`` are versions: an answer is used again only under the same of both. ``schema`` is a JSON schema the answer
    must follow. ``visitor``, ``conversation`` and ``agent`` are whose budget it is and whose line in the ledger.
    ``temperature`` above 0 asks for another answer each time.
    """

    purpose: str
    messages: tuple[Message, ...]
    question: str = ""
    locale: str = ""
    rung: RungName | None = None
    schema: Mapping[str, Any] | None = None
    knowledge: str = ""
    prompt: str = ""
    agent: str = ""
    conversation: UUID | None = None
    visitor: str = ""
    private: tuple[PrivateValue, ...] = ()
    most_tokens: int | None = None
    seconds: float | None = None
    temperature: float = 0
    allowance: Allowance | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; ``cached`` of ``asked`` cost less. ``is_estimated``: it did not say."""

    asked: int = 0
    answered: int = 0
    cached: int = 0
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """``call`` is the line in the ledger; ``source`` says who answered: a rung, or one of the caches."""

    text: str
    model: str
    source: Literal["small", "strong", "exact", "semantic"]
    usage: Usage = field(default_factory=Usage)
    cost: Decimal = Decimal(0)
    call: int = 0
