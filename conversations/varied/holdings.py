"""What visitors are shown in experiments that run, by the key their conversations carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of
from conversations.models import Conversation
from experiments.models import Exposure
from knowledge.holdings import CONVERSATION

if TYPE_CHECKING:
    from django.db.models import QuerySet


def exposures(person: Subject | None) -> QuerySet[Exposure]:
    if person is None:
        return Exposure.objects.all()
    theirs = Conversation.objects.filter(pk__in=person.of(CONVERSATION))
    return Exposure.objects.filter(visitor__in=theirs.values("visitor_key"))


def erase_exposures(person: Subject) -> int:
    return int(exposures(person).delete()[0])


EXPOSURES = Table(
    name="exposures",
    title=_("what visitors were shown in experiments"),
    rows=exposures,
    columns=columns_of(Exposure, "visitor"),
    erase=erase_exposures,
)
