"""Over into a business's own chat: once, soon, there and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rest_framework.test import APIClient

from conversations import handovers
from conversations.handovers import Handover, address_of
from tenants.signing import sign

if TYPE_CHECKING:
    from tenants.models import Business

HANDOVER = Handover("I'd like to book a haircut, please.", "en")


def token_for(business: Business) -> str:
    address, _mark, token = address_of(schema=business.schema_name, slug=business.slug, handover=HANDOVER).partition(
        "#handover="
    )
    assert address == f"http://{business.slug}.localhost:8000/widget/"
    assert "?" not in address
    return token


def create(business: Business, token: str) -> Any:
    client = APIClient(headers={"host": f"{business.slug}.localhost"})
    return client.post("/api/v1/conversations/create", {"handover": token}, format="json")


def test_what_was_said_is_the_first_message_and_is_answered(live_bella: Business) -> None:
    made = create(live_bella, token_for(live_bella)).json()
    client = APIClient(headers={"host": "bella.localhost", "authorization": f"Bearer {made['token']}"})
    messages = client.get(f"/api/v1/conversations/{made['id']}/history").json()["messages"]
    assert [one["role"] for one in messages] == ["agent", "customer", "agent"]
    assert messages[1]["text"] == HANDOVER.text


def test_token_opens_one_conversation(live_bella: Business) -> None:
    token = token_for(live_bella)
    assert create(live_bella, token).status_code == 201
    again = create(live_bella, token)
    assert (again.status_code, again.json()["type"].rsplit("/", 1)[-1]) == (409, "handover-used")


def test_forged_or_of_another_business_is_refused(marios: Business, bella: Business) -> None:
    assert create(bella, "forged").status_code == 401
    assert create(marios, token_for(bella)).status_code == 401


def test_token_of_another_purpose_is_refused(bella: Business) -> None:
    from tenants.context import enter

    with enter(bella.schema_name):
        other = sign("conversation", {"n": "x", "t": "x", "l": "en"}, lifetime=handovers.LIFETIME)
    assert create(bella, other).status_code == 401


def test_token_is_over_after_its_time(bella: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_for(bella)
    import time

    later = time.time() + handovers.LIFETIME.total_seconds() + 1
    monkeypatch.setattr("tenants.signing.time.time", lambda: later)
    assert create(bella, token).status_code == 401
