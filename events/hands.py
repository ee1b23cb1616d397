"""The relay's threads, shared out by business: what one's handlers take is not waited for by the others."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.models import OutboxEvent

    Work = Callable[[OutboxEvent], None]


class Hands:
    """Businesses take turns, and none has the last thread while it has another: its handlers may hang for seconds."""

    def __init__(self, threads: int, work: Work) -> None:
        self.work = work
        self.most = max(1, threads - 1)
        self.executor = ThreadPoolExecutor(threads, thread_name_prefix="relay")
        self.lock = Lock()
        self.waiting: OrderedDict[str, deque[OutboxEvent]] = OrderedDict()
        """By schema; whose turn was longest ago comes first."""
        self.at_work: Counter[str] = Counter()

    def take(self, event: OutboxEvent) -> None:
        """See the event worked on, on a thread: ``work`` raises nothing."""
        with self.lock:
            self.waiting.setdefault(event.schema, deque()).append(event)
        self.executor.submit(self._go_on)

    def finish(self) -> None:
        """Return when all that was taken is done."""
        self.executor.shutdown(wait=True)

    def _go_on(self) -> None:
        """Work as long as something may be begun: what was left because its business had enough at work, too."""
        while (event := self._next()) is not None:
            self.work(event)
            with self.lock:
                self.at_work[event.schema] -= 1

    def _next(self) -> OutboxEvent | None:
        with self.lock:
            for schema, events in self.waiting.items():
                if self.at_work[schema] < self.most:
                    self.at_work[schema] += 1
                    self.waiting.move_to_end(schema)
                    event = events.popleft()
                    if not events:
                        del self.waiting[schema]
                    return event
        return None
