"""The gateway as a crew's agents ask it: from whatever thread, in the crew's business, and until its time is over."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from agents.llm.errors import Garbled, ModelError, TooSlow
from agents.llm.gateway import complete
from agents.llm.values import Message, Request
from tenants.context import work_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.llm.values import Reply
    from agents.modules.gateway import Asking

MOST_CALLS = 9
SHORTEST = 0.3
"""Seconds; with less nobody is asked."""
OBSERVED = "\nObservation:"
"""What a tool says is not a model's to say: from there on its words are cut."""
SPEAKERS = {"system": "system", "assistant": "assistant"}


@dataclass(slots=True)
class Calls:
    """Every call of one crew. ``failure`` is the first, after which nobody is asked any more."""

    schema: str
    version: str
    asking: Asking
    replies: list[Reply] = field(default_factory=list)
    failure: ModelError | None = None
    started: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: int = 0

    @property
    def left(self) -> float:
        return self.asking.seconds - (time.monotonic() - self.started)

    @property
    def cost(self) -> Decimal:
        return sum((each.cost for each in self.replies), Decimal(0))

    def fail(self, error: ModelError) -> None:
        if self.failure is None:
            self.failure = error

    def ask(self, agent: str, said: str | Sequence[dict[str, Any]]) -> str:
        """What a model says to the agent. Raises a ``ModelError``."""
        with self.lock:
            self.asked += 1
            if self.failure is not None:
                raise self.failure
            if self.asked > MOST_CALLS or self.left < SHORTEST:
                self.fail(TooSlow())
                raise TooSlow
        try:
            reply = work_in(self.schema, partial(complete, self._request(agent, said)))
            text = reply.text.split(OBSERVED)[0].strip()
            if not text:
                raise Garbled
        except ModelError as error:
            self.fail(error)
            raise
        self.replies.append(reply)
        return text

    def _request(self, agent: str, said: str | Sequence[dict[str, Any]]) -> Request:
        lines = [{"role": "user", "content": said}] if isinstance(said, str) else said
        asking = self.asking
        return Request(
            purpose="crew",
            messages=tuple(Message(speaker(each), str(each.get("content") or "")) for each in lines),
            prompt=self.version,
            locale=asking.locale,
            agent=agent,
            conversation=asking.conversation,
            visitor=str(asking.conversation or ""),
            private=asking.private,
            seconds=self.left,
        )


def speaker(line: dict[str, Any]) -> Any:
    return SPEAKERS.get(str(line.get("role")), "user")
