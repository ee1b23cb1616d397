"""A run's till as DSPy asks it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection

from agents.learning.till import Broken
from agents.llm.values import Request
from agents.modules.gateway import LONGEST_ANSWER, answer_of, said_in, schema_in
from tenants.context import current_schema, enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.learning.models import PaidAnswer
    from agents.learning.till import Till
    from agents.llm.rungs import Rung

LONGEST_PROPOSAL = 1_500
"""Tokens: an instruction that is longer would not pass the gates."""


@dataclass(slots=True)
class PaidEngine:
    """An engine of DSPy's. ``spent`` are cost in dollars and milliseconds of each answer, in the order they came."""

    till: Till
    rung: Rung
    locale: str
    schema: str = field(default_factory=current_schema)
    thread: int = field(default_factory=threading.get_ident)
    spent: list[tuple[float, int]] = field(default_factory=list)
    supported_params: frozenset[str] = field(
        default=frozenset({"response_format", "temperature", "n", "max_tokens"}), init=False
    )
    supports_response_schema: bool = field(default=True, init=False)

    def complete(self, request: Any) -> Any:
        """One ``dspy.lm15.Request`` to one ``Response``. Raises a ``Halt``, which DSPy does not catch."""
        asked = Request(
            purpose="optimising",
            messages=said_in(request),
            schema=schema_in(request),
            locale=self.locale,
            temperature=request.config.temperature or 0,
            most_tokens=LONGEST_PROPOSAL,
        )
        try:
            paid = self._here(asked)
        except Exception as error:
            raise Broken from error
        self.spent.append((float(paid.cost), paid.milliseconds))
        return answer_of(paid.text[:LONGEST_ANSWER] or "{}", model=self.rung.model)

    def _here(self, asked: Request) -> PaidAnswer:
        """GEPA measures on a thread of its own: one at a time, but in no business."""
        if threading.get_ident() == self.thread:
            return self.till.answer(asked, self.rung)
        try:
            with enter(self.schema):
                return self.till.answer(asked, self.rung)
        finally:
            connection.close()

    def stream(self, request: Any) -> Iterator[Any]:
        raise NotImplementedError("programs are not streamed")

    def close(self) -> None:
        """The gateway's connections are its own."""
