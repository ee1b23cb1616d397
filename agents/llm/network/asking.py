"""Asking one model: prompt and parameters as it takes them, tries with growing pauses, and its health noted."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agents.llm.errors import CoolingDown, ModelError, TooSlow
from agents.llm.network.exchange import Exchange
from agents.llm.network.health import breakers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.llm.network.exchange import Cancellation
    from agents.llm.rungs import Rung
    from agents.llm.values import Message, Request, Usage

TRIES = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
SHORTEST_TRY = 0.2
"""Seconds; less than this is no time to ask in."""


@dataclass(slots=True)
class Asking:
    """One model asked once, however many tries that takes; what it came to stays to be settled."""

    rung: Rung
    body: dict[str, Any]
    seconds: float
    cancellation: Cancellation | None = None
    on_wait: Callable[[], None] | None = None
    attempts: int = 0
    text: str = ""
    usage: Usage | None = None
    started: float = field(default_factory=time.monotonic)

    def pieces(self) -> Iterator[str]:
        """Texts as they come. Once one has come there is no other try: it was shown. Raises a ``ModelError``."""
        while True:
            self.attempts += 1
            try:
                yield from self._try()
            except ModelError as error:
                if not self._may_try_again(error):
                    raise
                time.sleep(self._pause(error))
            else:
                return

    def _try(self) -> Iterator[str]:
        if not breakers.enter(self.rung.place):
            raise CoolingDown
        exchange = Exchange(self.rung, self.body, self._left, self.cancellation, self.on_wait)
        try:
            for piece in exchange.pieces():
                self.text += piece
                yield piece
        except ModelError as error:
            error.usage = error.usage or exchange.heard.usage
            breakers.failed(self.rung.place, error)
            raise
        except GeneratorExit:  # whoever listened has gone
            breakers.left(self.rung.place)
            raise
        finally:
            self.usage = exchange.heard.usage
        breakers.succeeded(self.rung.place, time.monotonic() - self.started)

    def _may_try_again(self, error: ModelError) -> bool:
        is_hopeless = error.permanent or error.is_charged or isinstance(error, CoolingDown | TooSlow)
        return not is_hopeless and not self.text and self.attempts < TRIES and self._left > self._pause_at_most(error)

    def _pause_at_most(self, error: ModelError) -> float:
        return max(self._longest, error.cool_down) + SHORTEST_TRY

    def _pause(self, error: ModelError) -> float:
        """Full jitter, so that those who failed together do not come back together (AWS Architecture Blog, 2015)."""
        return max(random.uniform(0, self._longest), error.cool_down)

    @property
    def _longest(self) -> float:
        return min(LONGEST_PAUSE, FIRST_PAUSE * float(2**self.attempts))

    @property
    def _left(self) -> float:
        return self.seconds - (time.monotonic() - self.started)


def body_of(request: Request, messages: tuple[Message, ...], *, most_tokens: int, is_streamed: bool) -> dict[str, Any]:
    """What LiteLLM is handed; the part that stays the same comes first, so that providers find it in their caches."""
    body: dict[str, Any] = {
        "messages": [{"role": each.speaker, "content": each.text} for each in messages],
        "max_tokens": most_tokens,
        "temperature": request.temperature,
    }
    if request.schema is not None:
        form = {"name": request.purpose, "schema": dict(request.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    if is_streamed:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    return body
