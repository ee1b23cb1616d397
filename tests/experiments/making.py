"""Experiments with the greeting, and visitors of whom something came."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.test import Client

from conversations.models import Conversation, Turn
from experiments.models import Experiment, Exposure
from experiments.operations import create_experiment, start_experiment
from experiments.operations.checking import Plan
from tenants.actors import SYSTEM
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.models import Business

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
OTHER = "Ciao! A table for tonight?"


def signed_in(business: Business, role: str) -> Client:
    """Somebody of that role, in a browser."""
    user = new_user(f"{role}@{business.slug}.example", business=business, role=role)
    client = Client(headers={"host": f"{business.slug}.localhost"})
    client.post("/login/", {"username": user.email, "password": PASSWORD})
    return client


def a_plan(**fields: Any) -> Plan:
    usual = {
        "name": "A warmer greeting",
        "subject": "greeting",
        "target": "",
        "measure": "booked",
        "effect": Decimal("0.05"),
        "guards": ("handed_over",),
        "others": (OTHER,),
    }
    return Plan(**{**usual, **fields})


def running(**fields: Any) -> Experiment:
    made = create_experiment(plan=a_plan(**fields), by=SYSTEM)
    return start_experiment(key=made.pk, by=SYSTEM, now=NOW)


def visited(experiment: Experiment, letter: str, count: int, **turn: Any) -> None:
    """So many visitors were shown the variant and said something; ``turn`` is what their turn came to."""
    variant = experiment.variants.get(letter=letter)
    talks = [Conversation(last_asked=1, visitor_key=uuid.uuid4().hex) for _ in range(count)]
    Conversation.objects.bulk_create(talks)
    Exposure.objects.bulk_create(
        Exposure(experiment=experiment, variant=variant, visitor=each.visitor_key, shown_at=NOW) for each in talks
    )
    Turn.objects.bulk_create(turns_of(talks, turn))


def turns_of(talks: Iterable[Conversation], fields: dict[str, Any]) -> Iterable[Turn]:
    usual = {"first_sequence": 1, "through_sequence": 1, "epoch": 0, "stage": "COMPLETION", "agent": "food"}
    return (Turn(conversation=each, **usual, **fields) for each in talks)
