from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.subscriptions import subscribe, unsubscribe
from events.types import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Handler = Callable[[Event], None]


@pytest.fixture
def subscribed() -> Iterator[Callable[..., None]]:
    """Subscribe a handler for the length of a test: ``subscribed("thing.done", handler, external=True)``."""
    names: list[str] = []

    def register(type_: str, handler: Handler, *, name: str = "test.handler", external: bool = False) -> None:
        subscribe(type_, name=name, external=external)(handler)
        names.append(name)

    yield register
    for name in names:
        unsubscribe(name)
