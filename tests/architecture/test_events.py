"""Events are called by constants that one app owns: a name written by hand is one nobody finds."""

from __future__ import annotations

import ast

from businesses import events as of_businesses
from businesses.privacy import events as of_privacy
from conversations import events as of_conversations
from tests.architecture.sources import sources

OWNERS = {
    "businesses/events.py": of_businesses,
    "businesses/privacy/events.py": of_privacy,
    "conversations/events.py": of_conversations,
}


def names_of(module: object) -> set[str]:
    return {value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}


def test_no_event_is_named_by_hand() -> None:
    names = set().union(*(names_of(module) for module in OWNERS.values()))
    by_hand = {
        f"{path}:{node.lineno}": node.value
        for path, tree in sources().items()
        if path not in OWNERS
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert by_hand == {}


def test_every_event_of_bookings_orders_and_waiting_is_among_all_of_theirs() -> None:
    every = {*of_businesses.OF_BOOKINGS, *of_businesses.OF_ORDERS, *of_businesses.OF_WAITING, *of_businesses.OF_SERIES}
    assert names_of(of_businesses) == every
