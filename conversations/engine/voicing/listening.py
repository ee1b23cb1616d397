"""Whether anybody still waits for a model's words: a visitor who leaves has the call let go."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from agents.llm.network.exchange import Cancellation
from tenants.context import current_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

_calls: dict[tuple[str, UUID | None], Cancellation] = {}
_lock = threading.Lock()


@contextmanager
def waited_for(conversation: UUID | None) -> Iterator[Cancellation]:
    """What ends the call when the conversation's visitor leaves meanwhile; one turn of it runs at a time."""
    key, cancellation = (current_schema(), conversation), Cancellation()
    with _lock:
        _calls[key] = cancellation
    try:
        yield cancellation
    finally:
        with _lock:
            _calls.pop(key, None)


def nobody_waits(schema: str, conversation: UUID) -> None:
    """The visitor has left: the turn goes on in the desk's own words. Of calls in this process, where sockets are."""
    with _lock:
        cancellation = _calls.get((schema, conversation))
    if cancellation is not None:
        cancellation.cancel()
