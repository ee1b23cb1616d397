"""Who wants to know of what: handlers register here from their app's ``ready``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.types import Event

    Handler = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """``is_external`` handlers reach over the network, so they run outside a transaction."""

    type: str
    name: str
    handler: Handler
    is_external: bool


_subscriptions: dict[str, list[Subscription]] = {}


def subscribe(*types: str, name: str, external: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler for events of the types.

    It runs inside the event's business. A plain handler shares a transaction with the note that it was delivered, so
    its writes happen once. An ``external`` one runs outside any transaction and must bear being called again with the
    same event. ``name`` is stored with deliveries and never changes.
    """

    def register(handler: Handler) -> Handler:
        for type_ in types:
            known = _subscriptions.setdefault(type_, [])
            if any(each.name == name for each in known):
                raise ValueError(f"{name} subscribes to {type_} twice")
            known.append(Subscription(type_, name, handler, external))
        return handler

    return register


def subscriptions_of(type_: str) -> tuple[Subscription, ...]:
    return tuple(_subscriptions.get(type_, ()))


def unsubscribe(name: str) -> None:
    """Forget every subscription of the name: for tests, which subscribe for a moment."""
    for known in _subscriptions.values():
        known[:] = [each for each in known if each.name != name]
