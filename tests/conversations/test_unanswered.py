"""What nothing answered in a week stands together where it is alike, and is answered for good at one click."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from conversations.models import Conversation, Turn
from knowledge.models import Gap, Source
from knowledge.operations import note_gap
from tenants.context import enter
from tests.experiments.making import signed_in

if TYPE_CHECKING:
    from tenants.models import Business

PAGE = "/staff/learning/"
CHAIR, BABY = "do you have a high chair?", "is there a high chair for my baby"
WIFI, UNREAD = "is there wifi", "two foxes under the old bridge"


@pytest.fixture
def owner(marios: Business) -> Client:
    return signed_in(marios, "owner")


@pytest.fixture(autouse=True)
def _asked(marios: Business) -> None:
    with enter(marios.schema_name):
        for question in (CHAIR, CHAIR, BABY, WIFI):
            note_gap(question=question, language="en", conversation=uuid.uuid4(), now=timezone.now())
        talk = Conversation.objects.create(last_asked=1)
        usual = {"epoch": 0, "stage": "GREETING", "agent": "food", "signals": {"unread": UNREAD}}
        for number in (1, 2):
            Turn.objects.create(conversation=talk, first_sequence=number, through_sequence=number, **usual)


def groups(client: Client, back: int = 0) -> list[tuple[list[str], int]]:
    found = client.get(PAGE, {"back": back}).context["groups"]
    return [([each.text for each in group.sentences], group.times) for group, _address in found]


def test_what_is_alike_stands_together_the_most_asked_first(owner: Client) -> None:
    found = groups(owner)
    assert found[0] == ([CHAIR, BABY], 3)
    assert {text for texts, _times in found for text in texts} == {CHAIR, BABY, WIFI, UNREAD}
    assert groups(owner, 1) == []
    assert "Everything was answered" in owner.get(PAGE, {"back": 1}).content.decode()


def test_one_answer_is_for_all_that_are_ticked(owner: Client, marios: Business) -> None:
    told = {"said": [CHAIR, UNREAD], "text": "We have three high chairs.", "back": "0"}
    page = owner.post(f"{PAGE}answer/", told, follow=True).content.decode()
    assert "Answered." in page
    left = [text for texts, _times in groups(owner) for text in texts]
    assert sorted(left) == sorted([BABY, WIFI])
    with enter(marios.schema_name):
        source = Source.objects.get()
        assert source.title == CHAIR
        assert {each.answer for each in Gap.objects.filter(question__in=[CHAIR, UNREAD])} == {source}


def test_an_answer_without_words_or_for_nothing_changes_nothing(owner: Client, marios: Business) -> None:
    for told, said in (({"said": [CHAIR], "text": " "}, "Type the answer."), ({"text": "Yes"}, "Tick what")):
        assert said in owner.post(f"{PAGE}answer/", told, follow=True).content.decode()
    with enter(marios.schema_name):
        assert not Source.objects.exists()


def test_a_question_that_needs_no_answer_goes(owner: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        gap = Gap.objects.get(question=WIFI)
    owner.post(f"{PAGE}answer/", {"drop": "1", "gap": [gap.pk, "x"]})
    assert WIFI not in [text for texts, _times in groups(owner) for text in texts]


def test_a_week_is_the_business_s_own(owner: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        Gap.objects.filter(question=WIFI).update(asked_at=timezone.now() - timedelta(days=7))
    assert [WIFI] in [texts for texts, _times in groups(owner, 1)]


def test_another_business_sees_none_of_it(owner: Client, bella: Business) -> None:
    other = signed_in(bella, "owner")
    assert groups(other) == []


def test_who_only_looks_is_offered_no_answer(marios: Business) -> None:
    analyst = signed_in(marios, "analyst")
    assert "Answer it for good" not in analyst.get(PAGE).content.decode()
    assert analyst.post(f"{PAGE}answer/", {"said": [CHAIR], "text": "Yes"}).status_code == 403


def test_teaching_begins_with_what_was_asked(owner: Client) -> None:
    address = owner.get(PAGE).context["groups"][0][1]
    page = owner.get(address).content.decode()
    assert CHAIR in page
    assert BABY in page
