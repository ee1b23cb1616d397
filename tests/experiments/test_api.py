"""Experiments for programs: made once a key, started, stopped, decided, by who may."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from experiments.models import Experiment
from tenants.context import enter
from tenants.models import Business
from tests.experiments.making import OTHER, visited
from tests.factories import PASSWORD, new_user

ALL = "/api/v1/experiments"
MADE = {"name": "Warmer", "subject": "greeting", "measure": "booked", "guards": ["rating"], "variants": [OTHER]}


def of(business: Business, role: str) -> APIClient:
    user = new_user(f"{role}@{business.slug}.example", business=business, role=role)
    client = APIClient(headers={"host": f"{business.slug}.localhost"})
    said = {"email": user.email, "password": PASSWORD}
    token = client.post("/api/v1/auth/token", said, format="json").json()["access"]
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


@pytest.fixture
def owner(marios: Business) -> APIClient:
    return of(marios, "owner")


def make(client: APIClient, key: str = "one", **fields: Any) -> Any:
    return client.post(ALL, MADE | fields, format="json", headers={"Idempotency-Key": key})


def test_an_experiment_from_its_draft_to_the_winner(owner: APIClient, marios: Business) -> None:
    made = make(owner)
    assert (made.status_code, made.json()["state"], made.json()["effect"]) == (201, "draft", "0.050000")
    assert make(owner).json() == made.json()  # the same key: the same experiment
    one = f"{ALL}/{made.json()['id']}"
    assert owner.post(f"{one}/start").json()["state"] == "running"
    with enter(marios.schema_name):
        experiment = Experiment.objects.get()
        for letter, booked in (("A", 20), ("B", 90)):
            visited(experiment, letter, booked, deed="booked")
            visited(experiment, letter, 150 - booked)
    found = owner.get(one).json()
    assert found["leader"] == "B"
    assert found["conclusion"].startswith("Variant B books more")
    outcome = found["variants"][1]["outcomes"][0]
    assert (outcome["measure"], outcome["counted"], outcome["value"]) == ("booked", 150, "0.600000")
    assert outcome["difference"]["is_sure"]
    assert found["variants"][1]["outcomes"][1]["value"] is None  # nobody gave stars
    decided = owner.post(f"{one}/decide", {"winner": "B"}, format="json").json()
    assert (decided["state"], decided["winner"]) == ("decided", "B")
    assert Business.objects.get(pk=marios.pk).greeting == OTHER
    assert owner.get(ALL).json()["experiments"] == [owner.get(one).json()]


def test_what_is_refused_says_why_and_makes_nothing(owner: APIClient, marios: Business) -> None:
    refused = make(owner, measure="luck")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/experiment-refused")
    assert list(refused.json()["errors"]) == ["measure"]
    assert owner.post(ALL, MADE, format="json").status_code == 400  # no Idempotency-Key
    made = make(owner, "two").json()
    assert owner.post(f"{ALL}/{made['id']}/stop").json()["type"] == "/problems/experiment-not-running"
    assert owner.get(f"{ALL}/{made['id'][::-1]}").status_code == 404
    with enter(marios.schema_name):
        assert Experiment.objects.count() == 1


def test_an_analyst_looks_and_changes_nothing(owner: APIClient, marios: Business) -> None:
    one = f"{ALL}/{make(owner).json()['id']}"
    analyst = of(marios, "analyst")
    assert analyst.get(one).status_code == 200
    refused = [make(analyst, "two"), *(analyst.post(f"{one}/{step}") for step in ("start", "stop", "decide"))]
    assert {each.status_code for each in refused} == {403}


def test_nobody_sees_another_business_s(owner: APIClient, bella: Business) -> None:
    made = make(owner).json()
    others = of(bella, "owner")
    assert others.get(ALL).json() == {"experiments": []}
    assert others.post(f"{ALL}/{made['id']}/start").status_code == 404
