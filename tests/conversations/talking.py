"""A customer who types."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from conversations import operations
from conversations.models import Conversation
from tenants.actors import Actor

ROME = ZoneInfo("Europe/Rome")


class Talk:
    """One conversation; ``turn`` is the last Turn."""

    def __init__(self) -> None:
        started = operations.start_conversation(by=Actor("customer", "visitor"))
        self.id = started.conversation.pk
        self.token = started.token
        self.greeting = started.greeting.text
        self.turn: dict[str, Any] = {}

    @classmethod
    def of(cls, conversation: Conversation) -> Talk:
        """One that has been started already."""
        talk = cls.__new__(cls)
        talk.id, talk.turn = conversation.pk, {}
        return talk

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

    def until_read_back(self) -> str:
        """A booking of lunch for two, as far as the question for a yes; the reply that asks it."""
        for line in (f"a table for 2 people at 13:00 on {a_day():%d %B %Y}", "Anna Rossi", "anna@example.com"):
            reply = self.say(line)
        assert self.turn["stage"] == "CONFIRMATION", reply
        return reply


def a_day(weekday: int = 6, weeks: int = 1) -> date:
    """A day with that ISO weekday, so many weeks ahead: far enough from now for any hour of it to be bookable."""
    return today() + timedelta(days=(weekday - today().isoweekday()) % 7 + 7 * weeks)


def today() -> date:
    """At Mario's in Rome, which may be in tomorrow already."""
    return timezone.localdate(timezone=ROME)
