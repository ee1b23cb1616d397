from __future__ import annotations

from typing import TYPE_CHECKING

from agents.models import TaughtIntent
from tests.businesses.hosts import api_of

if TYPE_CHECKING:
    from tenants.models import Business


def test_faq_tells_what_the_owner_taught_in_the_owners_words(in_marios: Business) -> None:
    examples = ["Do you sell gift cards?", "Can I buy a voucher?"]
    TaughtIntent.objects.create(name="gift_cards", examples=examples, answer="Yes, from €25, at the counter.")
    TaughtIntent.objects.create(name="corkage", examples=["Is there corkage?"], answer="€10.", is_active=False)

    (told,) = api_of(in_marios).get("/api/v1/faq").json()["faq"]
    assert (told["name"], told["question"], told["answer"]) == (
        "gift_cards",
        "Do you sell gift cards?",
        "Yes, from €25, at the counter.",
    )
