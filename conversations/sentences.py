"""Sentences of customers, for teaching: what came in lately, what was understood with doubt, what a turn answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from conversations.models import Message, Sender, Turn

RECENT = 200
DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    text: str
    intent: str
    confidence: float


def recent_sentences() -> list[str]:
    """The last different messages of customers, newest first."""
    texts = Message.objects.filter(role=Sender.CUSTOMER).order_by("-created_at").values_list("text", flat=True)
    return list(dict.fromkeys(texts[:RECENT]))


def doubtful_sentences(limit: int = 30) -> list[Doubt]:
    """The last messages whose intent was unsure, newest first: one query."""
    said = Message.objects.filter(
        conversation=OuterRef("conversation"), sequence=OuterRef("first_sequence"), role=Sender.CUSTOMER
    )
    turns = (
        Turn.objects.filter(confidence__lt=DOUBTFUL, first_sequence=F("through_sequence"))
        .annotate(text=Subquery(said.values("text")[:1]))
        .exclude(text=None)
        .order_by("-created_at")
    )
    return [Doubt(turn.text, turn.intent, turn.confidence) for turn in turns[:limit]]


def said_in(turn: Turn) -> list[Message]:
    """The customer's messages that the turn answered, in order."""
    said = Message.objects.filter(conversation=turn.conversation_id, role=Sender.CUSTOMER)
    return list(said.filter(sequence__range=(turn.first_sequence, turn.through_sequence)).order_by("sequence"))
