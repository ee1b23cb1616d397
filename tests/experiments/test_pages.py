"""The staff pages of experiments: what is said of them, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from experiments.models import Experiment
from experiments.operations import stop_experiment
from experiments.queries import experiment_called, result_of
from experiments.wording import conclusion
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business
from tests.experiments.making import NOW, OTHER, running, signed_in, visited

if TYPE_CHECKING:
    from typing import Any

ALL = "/staff/experiments/"
NEW = f"{ALL}new/greeting/"
FORM = {"name": "Warmer", "other_1": OTHER, "measure": "booked", "guards": ["booked", "rating"], "effect": "4"}


@pytest.fixture
def owner(marios: Business) -> Client:
    return signed_in(marios, "owner")


def test_from_the_form_to_the_winner(owner: Client, marios: Business) -> None:
    assert "Nothing was tried yet" in owner.get(ALL).content.decode()
    one = owner.post(NEW, FORM).headers["Location"]
    with enter(marios.schema_name):
        made = Experiment.objects.get()
        assert (made.guards, float(made.effect)) == (["rating"], 0.04)
    assert "Not started yet." in owner.get(one).content.decode()
    assert "It runs from now on." in owner.post(f"{one}start/", follow=True).content.decode()
    page = owner.get(one).content.decode()
    assert "Too early to tell" in page
    assert OTHER in page
    told = owner.post(f"{one}decide/", {"letter": "B"}, follow=True).content.decode()
    assert "variant B holds for everybody" in told
    assert Business.objects.get(pk=marios.pk).greeting == OTHER
    assert "Warmer" in owner.get(ALL).content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"other_1": ""}, "This field is required."),
        ({"other_1": "long " * 70}, "at most 300 characters"),
        ({"effect": "80"}, "at most 50 of a hundred"),
        ({"share": "2"}, "each at least 5"),
        ({"other_2": OTHER}, "Two variants are the same."),
    ],
)
def test_what_is_wrong_in_the_form_is_said_and_nothing_is_lost(
    owner: Client, marios: Business, fields: dict[str, Any], told: str
) -> None:
    answer = owner.post(NEW, FORM | fields)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="Warmer"' in answer.content.decode()
    with enter(marios.schema_name):
        assert not Experiment.objects.exists()


def test_what_there_is_not_is_not_found(owner: Client) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    for path in (f"{ALL}new/weather/", f"{ALL}new/answer/?target=gift_cards", f"{ALL}{nobody}/"):
        assert owner.get(path).status_code == 404, path


def test_who_may_not_teach_sees_no_buttons(marios: Business) -> None:
    with enter(marios.schema_name):
        one = f"{ALL}{running().pk}/"
    analyst = signed_in(marios, "analyst")
    assert "What now?" not in analyst.get(one).content.decode()
    assert analyst.post(f"{one}stop/").status_code == 403


def test_the_list_takes_as_many_queries_for_one_as_its_numbers_need(
    owner: Client, marios: Business, django_assert_max_num_queries: Any
) -> None:
    with enter(marios.schema_name):
        for _ in range(3):
            stop_experiment(key=running().pk, by=SYSTEM, now=NOW)
    owner.get(ALL)
    with django_assert_max_num_queries(16):  # those that have ended keep their numbers
        owner.get(ALL)


def test_what_is_known_is_said_in_a_sentence(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "A", 110)
    visited(experiment, "B", 110)
    assert said(experiment) == "Nothing is sure yet."
    visited(experiment, "A", 800)
    visited(experiment, "B", 800, deed="booked")
    assert said(experiment).startswith("Variant B books more: of a hundred visitors, between 8")
    assert said(experiment).endswith("You may stop and take it over.")
    Experiment.objects.update(size=500)
    with translation.override("de"):
        assert said(experiment).startswith("Variante B bucht mehr: Von hundert Besuchern")


def test_uneven_shares_are_warned_of(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "A", 400)
    visited(experiment, "B", 150)
    assert said(experiment).startswith("Visitors did not fall to the variants as planned")


def test_why_it_stopped_by_itself_is_said(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "A", 300)
    visited(experiment, "B", 300, is_handoff=True)
    stop_experiment(key=experiment.pk, by=SYSTEM, now=NOW, reason="handed_over")
    assert "Variant B hands over more: of a hundred visitors" in said(experiment)


def said(experiment: Experiment) -> str:
    return conclusion(result_of(experiment_called(experiment.pk)))
