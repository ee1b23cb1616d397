"""What the gateway keeps: the ledger, which names nobody, answers that serve everybody, access and budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from agents.llm.models import Budget, KeptAnswer, LLMCall, ModelAccess
from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONVERSATION = "conversation"
"""What apps above call the keys of conversations."""


def calls(person: Subject | None) -> QuerySet[LLMCall]:
    made = LLMCall.objects.all()
    return made if person is None else made.filter(conversation__in=person.of(CONVERSATION))


def erase_calls(person: Subject) -> int:
    """That something was asked, and its cost, is counted still; of whose conversation is forgotten."""
    return calls(person).update(conversation=None)


TABLES = (
    Table(
        name="model_calls",
        title=_("calls of language models"),
        rows=calls,
        columns=columns_of(LLMCall),
        erase=erase_calls,
    ),
    Table(
        name="model_access",
        title=_("language models"),
        rows=lambda _person: ModelAccess.objects.all(),
        columns=columns_of(ModelAccess, "key"),
        is_of_people=False,
    ),
    Table(
        name="model_budgets",
        title=_("model budgets"),
        rows=lambda _person: Budget.objects.all(),
        columns=columns_of(Budget),
        is_of_people=False,
    ),
    Table(
        name="kept_answers",
        title=_("kept answers"),
        rows=lambda _person: KeptAnswer.objects.all(),
        columns=columns_of(KeptAnswer, "meaning"),
        is_of_people=False,
    ),
)
