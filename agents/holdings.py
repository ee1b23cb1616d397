"""What the assistant keeps of a business: what its owner taught, and told its agents. None of it is a customer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from agents.models import AgentVersion, TaughtIntent
from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


def taught(_person: Subject | None) -> QuerySet[TaughtIntent]:
    return TaughtIntent.objects.all()


TABLES = (
    Table(
        name="taught_intents",
        title=_("what was taught"),
        rows=taught,
        columns=columns_of(TaughtIntent),
        is_of_people=False,
    ),
    Table(
        name="agent_versions",
        title=_("what agents are told"),
        rows=lambda _person: AgentVersion.objects.all(),
        columns=columns_of(AgentVersion, "revised_by"),
        is_of_people=False,
    ),
)
