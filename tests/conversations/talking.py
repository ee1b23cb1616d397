"""A customer who types."""

from __future__ import annotations

from typing import Any

from conversations import operations
from conversations.models import Conversation
from tenants.actors import Actor


class Talk:
    """One conversation; ``turn`` is the last Turn."""

    def __init__(self) -> None:
        started = operations.start_conversation(by=Actor("customer", "visitor"))
        self.id = started.conversation.pk
        self.token = started.token
        self.greeting = started.greeting.text
        self.turn: dict[str, Any] = {}

    @property
    def by(self) -> Actor:
        return Actor("customer", f"conversation:{self.id}")

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(pk=self.id)

    def say(self, text: str, key: str | None = None) -> str:
        """The reply's text, empty where nobody answered."""
        self.turn = operations.receive_message(
            conversation_id=self.id, text=text, client_message_id=key, by=self.by, wait=2
        )
        return self.turn["reply"]["text"] if self.turn["reply"] else ""
