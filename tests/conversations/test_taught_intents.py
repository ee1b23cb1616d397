"""What an owner teaches is answered in the owner's words, at once, and in no other business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from agents.models import IntentModelVersion, TaughtIntent
from agents.teaching import VERSIONS_KEPT, taught_model, train_taught
from experiments.models import Exposure
from experiments.operations import create_experiment, decide_experiment, start_experiment
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.conversations.talking import Talk
from tests.experiments.making import a_plan
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

EXAMPLES = [
    "do you sell gift cards",
    "can I buy a voucher for my mother",
    "I want to give somebody a gift certificate",
    "are there gift vouchers",
    "how do I get a gift card",
    "a voucher as a present please",
]
ANSWER = "Gift cards are at the till, from 20 euros."


def teach(answer: str = ANSWER) -> None:
    TaughtIntent.objects.update_or_create(name="gift_cards", defaults={"examples": EXAMPLES, "answer": answer})
    train_taught(by=SYSTEM)


def test_a_taught_question_is_answered_in_the_owners_words(live_marios: Business, live_bella: Business) -> None:
    with enter(live_marios.schema_name):
        teach()
        talk = Talk()
        assert ANSWER in talk.say("could I get a gift voucher for a friend?")
        assert talk.turn["intent"]["name"] == "gift_cards"
    with enter(live_bella.schema_name):
        assert ANSWER not in Talk().say("could I get a gift voucher for a friend?")


def test_a_changed_answer_is_given_at_once(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        teach()
        Talk().say("do you have gift vouchers?")
        teach("We have none this year.")
        assert "We have none this year." in Talk().say("do you have gift vouchers?")


def test_an_answer_that_is_tried_is_given_in_the_customers_variant(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        teach()
        plan = a_plan(subject="answer", target="gift_cards", others=("Ask at the till.",))
        made = create_experiment(plan=plan, by=SYSTEM)
        start_experiment(key=made.pk, by=SYSTEM, now=timezone.now())
        talk = Talk()
        said = talk.say("do you have gift vouchers?")
        shown = Exposure.objects.get(visitor=talk.row.visitor_key).variant
        assert shown.value in said
        decide_experiment(key=made.pk, letter="B", by=SYSTEM, now=timezone.now())
        assert "Ask at the till." in Talk().say("do you have gift vouchers?")


def test_without_intents_in_use_there_is_no_model(in_marios: Business) -> None:
    teach()
    assert taught_model() is not None
    TaughtIntent.objects.update(is_active=False)
    train_taught(by=SYSTEM)
    assert taught_model() is None


def test_old_versions_are_let_go(in_marios: Business) -> None:
    for _ in range(VERSIONS_KEPT + 3):
        teach()
    assert IntentModelVersion.objects.count() == VERSIONS_KEPT


@pytest.fixture
def owner(marios: Business) -> Client:
    new_user("own@example.com", business=marios, role="owner")
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    return client


FORM = {"name": "gift_cards", "examples": "\n".join(EXAMPLES), "answer": ANSWER, "is_active": "on"}


def test_saving_trains(marios: Business, owner: Client) -> None:
    response = owner.post("/admin/agents/taughtintent/add/", FORM)
    assert response.status_code == 302
    with enter(marios.schema_name):
        assert IntentModelVersion.objects.get().examples == len(EXAMPLES)


def test_too_few_examples_are_refused(marios: Business, owner: Client) -> None:
    response = owner.post("/admin/agents/taughtintent/add/", FORM | {"examples": "gift card?\nGIFT CARD?"})
    assert "at least 5 different examples" in response.content.decode()
    with enter(marios.schema_name):
        assert not TaughtIntent.objects.exists()


def test_the_preview_saves_nothing(marios: Business, owner: Client) -> None:
    response = owner.post("/admin/agents/taughtintent/add/", FORM | {"_preview": "1"})
    assert response.status_code == 200
    with enter(marios.schema_name):
        assert not TaughtIntent.objects.exists()
        assert not IntentModelVersion.objects.exists()


def test_a_sentence_can_be_tried(owner: Client) -> None:
    shown = owner.get("/admin/agents/taughtintent/try/", {"sentence": "a table for 4 tomorrow at 7pm"}).content.decode()
    assert "book" in shown
    assert "people" in shown
    assert '<td class="pr-4 py-2">Table</td>' in shown  # the service's name, not its key
    short = owner.get("/admin/agents/taughtintent/try/", {"sentence": "13", "asked": "people"}).content.decode()
    assert "people" in short
