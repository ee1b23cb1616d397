"""One call on a thread of its own, so that whoever waits is let go at the deadline, or when nobody wants the answer.

The thread ends by itself: what it reads has the same deadline, and it looks at each piece whether anybody still waits.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agents.llm.errors import Cancelled, Garbled, Overloaded, TooSlow
from agents.llm.network.failures import as_model_error
from agents.llm.network.litellm import completion, library
from agents.llm.values import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.llm.errors import ModelError
    from agents.llm.rungs import Rung

AT_ONCE = 48
"""Calls under way in a process, those that nobody waits for any more included."""
AT_ONCE_SECONDS = 0.2
"""Nobody lets go of anything for a call that takes no longer."""
_places = threading.BoundedSemaphore(AT_ONCE)


class Cancellation:
    """Held by whoever may stop caring for an answer; may be called from any thread, and more than once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: list[Callable[[], None]] = []
        self.is_cancelled = False

    def cancel(self) -> None:
        with self._lock:
            self.is_cancelled, told = True, list(self._told)
        for each in told:
            each()

    def tell(self, listener: Callable[[], None]) -> None:
        """Have the listener called when it is cancelled, or now if it is already."""
        with self._lock:
            self._told.append(listener)
            is_cancelled = self.is_cancelled
        if is_cancelled:
            listener()


@dataclass(slots=True)
class Heard:
    """What has come back so far."""

    text: str = ""
    usage: Usage | None = None


@dataclass(slots=True)
class Exchange:
    """``pieces`` yields the texts as they come; ``heard`` is what they come to, also after it has failed.

    ``on_wait`` is called once, on the thread that waits, when the wait turns out to be one: there it lets go of what it
    holds.
    """

    rung: Rung
    body: dict[str, Any]
    seconds: float
    cancellation: Cancellation | None = None
    on_wait: Callable[[], None] | None = None
    heard: Heard = field(default_factory=Heard)
    _came: queue.SimpleQueue[str | ModelError | None] = field(default_factory=queue.SimpleQueue)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _is_sent: bool = False

    def pieces(self) -> Iterator[str]:
        """Raises a ``ModelError``: of the call, ``TooSlow`` at the deadline, ``Cancelled``."""
        until = time.monotonic() + self.seconds
        if self.cancellation is not None:
            self.cancellation.tell(lambda: self._came.put(Cancelled(is_charged=self._is_sent)))
        if not _places.acquire(blocking=False):
            raise Overloaded
        threading.Thread(target=self._work, name="model-call", daemon=True).start()
        try:
            while (piece := self._next(until)) is not None:
                yield piece
        finally:
            self._is_over.set()
        if not self.heard.text.strip():
            raise Garbled(usage=self.heard.usage)

    def _next(self, until: float) -> str | None:
        try:
            came = self._get(until)
        except queue.Empty:
            raise TooSlow(is_charged=self._is_sent) from None
        if isinstance(came, Exception):
            raise came
        return came

    def _get(self, until: float) -> str | ModelError | None:
        """The next thing that comes; raises ``queue.Empty`` at the deadline."""
        left = max(0.0, until - time.monotonic())
        if self.on_wait is None or left <= AT_ONCE_SECONDS:
            return self._came.get(timeout=left)
        try:
            return self._came.get(timeout=AT_ONCE_SECONDS)
        except queue.Empty:
            on_wait, self.on_wait = self.on_wait, None
            on_wait()
            return self._get(until)

    def _work(self) -> None:
        try:
            self._call()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told to whoever waits
            self._came.put(as_model_error(error))
        finally:
            _places.release()

    def _call(self) -> None:
        library()  # the first call of a process waits for seconds here, which nobody charges for
        if self._is_over.is_set():
            return
        self._is_sent = True
        answer = completion(self.rung, seconds=self.seconds, body=self.body)
        if self.body.get("stream"):
            for chunk in answer:
                if self._is_over.is_set():
                    answer.completion_stream.close()
                    return
                self._take(chunk, "delta")
        else:
            self._take(answer, "message")
        self._came.put(None)

    def _take(self, answer: Any, part: str) -> None:
        usage = getattr(answer, "usage", None)
        if usage is not None:
            self.heard.usage = usage_of(usage)
        for choice in answer.choices[:1]:
            text = getattr(choice, part).content or ""
            self.heard.text += text
            if text:
                self._came.put(text)


def usage_of(told: Any) -> Usage:
    details = getattr(told, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or 0
    asked = told.prompt_tokens or 0
    return Usage(asked, told.completion_tokens or 0, min(cached, asked))
