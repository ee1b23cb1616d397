"""What is kept of a person's calls of models: that there were some, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from agents.llm.holdings import TABLES
from agents.llm.models import LLMCall
from businesses.privacy import Subject
from tests.agents.llm.asking import ask

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd


def test_of_an_erased_persons_calls_only_the_cost_stays(at_marios: Business, far_end: FarEnd) -> None:
    theirs, anothers = uuid4(), uuid4()
    ask(conversation=theirs)
    ask("Do you take cards?", conversation=anothers)
    person = Subject({"conversation": (str(theirs),)})
    calls = next(table for table in TABLES if table.name == "model_calls")
    assert calls.count(person) == 1
    assert calls.erase is not None
    assert (calls.erase(person), calls.erase(person)) == (1, 0)
    assert set(LLMCall.objects.values_list("conversation", flat=True)) == {None, anothers}
    assert all(cost > 0 for cost in LLMCall.objects.values_list("cost", flat=True))


def test_no_key_is_given_out() -> None:
    access = next(table for table in TABLES if table.name == "model_access")
    assert "key" not in access.columns
