"""What the assistant adds to the front desk: the business's words, and what its owner taught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from agents.menus import menu_of
from agents.models import IntentModelVersion, TaughtIntent
from agents.teaching import taught_model
from agents.understanding.slots.terms import described
from agents.understanding.types import Context, OpeningHours, Term, Vocabulary
from businesses.desk import Provider, current_desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from agents.understanding.intents import IntentModel
    from agents.understanding.types import Anchor
    from businesses.desk import Desk, ItemFacts, ServiceFacts, StaffFacts


@dataclass(frozen=True, slots=True)
class TaughtAnswer:
    """What the owner says to a question, and one way it is asked."""

    id: int
    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Taught:
    """``model`` recognises what the owner taught; ``entries`` are what to say to it."""

    model: IntentModel | None = None
    entries: tuple[TaughtAnswer, ...] = ()

    def entry(self, intent: str) -> TaughtAnswer | None:
        """What to say to an intent, in the owner's words; None for one that was not taught, or to nothing."""
        return next((each for each in self.entries if each.name == intent and each.answer), None)


def read_vocabulary(desk: Desk) -> Vocabulary:
    """Services, staff, dishes and tables by the keys of their rows."""
    return Vocabulary(
        services=described(terms(desk.services), [each.description for each in desk.services]),
        staff=terms(desk.staff),
        items=terms(desk.items),
        sections=tuple(Term(name, name) for name in dict.fromkeys(item.section for item in desk.items)),
        resources=tuple(Term(str(each.id), each.name, (each.area,) if each.area else ()) for each in desk.resources),
    )


def terms(facts: Iterable[ServiceFacts | StaffFacts | ItemFacts]) -> tuple[Term, ...]:
    return tuple(Term(str(each.id), each.name, each.aliases) for each in facts)


def called(detail: str, value: object, vocabulary: Vocabulary) -> object:
    """A value as people know it: of rows, which understanding speaks of by their keys, the name."""
    terms = {
        "service": vocabulary.services,
        "staff": vocabulary.staff,
        "item": vocabulary.items,
        "resource": vocabulary.resources,
        "table": vocabulary.resources,
    }
    return next((term.name for term in terms.get(detail, ()) if term.key == str(value)), value)


def read_taught(_desk: Desk) -> Taught:
    intents = TaughtIntent.objects.filter(is_active=True).order_by("name")
    entries = (TaughtAnswer(each.pk, each.name, next(iter(each.examples), ""), each.answer) for each in intents)
    return Taught(taught_model(), tuple(entries))


VOCABULARY = Provider("vocabulary", (), read_vocabulary)
MENU = Provider("menu", (), menu_of)
TAUGHT = Provider("taught", (TaughtIntent, IntentModelVersion), read_taught)


def context_of(
    desk: Desk,
    *,
    now: datetime,
    flow: str = "dedicated",
    locale: str = "",
    requested: Iterable[str] = (),
    anchor: Anchor | None = None,
) -> Context:
    """The context of a message to the desk's business; ``locale`` defaults to the business's."""
    business, hours = desk.business, desk.hours
    weekly = hours.week_of(now.astimezone(business.zone).date())
    return Context(
        now=now.astimezone(business.zone),
        timezone=business.zone,
        category=business.category,
        flow=flow,
        locale=locale or business.locale,
        requested=tuple(requested),
        vocabulary=VOCABULARY.of(desk),
        hours=OpeningHours(weekly, hours.exceptions) if weekly else None,
        anchor=anchor,
    )


def context_now(*, requested: Iterable[str] = ()) -> Context:
    """The context of a message that reaches the business entered now."""
    return context_of(current_desk(), now=timezone.now(), requested=requested)
