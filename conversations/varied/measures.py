"""What experiments measure by: what came of a visitor in the chat since they were shown a variant."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Avg, Case, Exists, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from agents.llm.models import LLMCall
from conversations.models import Conversation, Flow, Turn
from experiments.registry import Measure, Unit, Visits

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

BOOKED = ("booked", "ordered")


def has_turn(visitor: str, since: str, which: Q) -> Combinable:
    turns = Turn.objects.filter(
        which,
        conversation__visitor_key=OuterRef(visitor),
        conversation__flow=Flow.DEDICATED,
        created_at__gte=OuterRef(since),
    )
    return Case(When(Exists(turns), then=Value(1.0)), default=Value(0.0))


def booked(visitor: str, since: str) -> Combinable:
    return has_turn(visitor, since, Q(deed__in=BOOKED))


def handed_over(visitor: str, since: str) -> Combinable:
    return has_turn(visitor, since, Q(is_handoff=True))


def cost(visitor: str, since: str) -> Combinable:
    """What models cost, in dollars: nothing, where none was asked."""
    talks = Conversation.objects.filter(visitor_key=OuterRef(OuterRef(visitor)), flow=Flow.DEDICATED)
    calls = LLMCall.objects.filter(conversation__in=talks.values("pk"), created_at__gte=OuterRef(since))
    summed = calls.order_by().values("currency").annotate(dollars=Sum("cost")).values("dollars")
    return Coalesce(Subquery(summed[:1]), Value(Decimal(0)))


def rating(visitor: str, since: str) -> Combinable:
    """The mean of their stars; None for who has given none."""
    rated = Conversation.objects.filter(
        visitor_key=OuterRef(visitor), flow=Flow.DEDICATED, rated_at__gte=OuterRef(since), rating__isnull=False
    )
    return Subquery(rated.order_by().values("flow").annotate(stars=Avg("rating")).values("stars")[:1])


def lately(since: datetime) -> QuerySet[Conversation]:
    return Conversation.objects.filter(flow=Flow.DEDICATED, last_asked__gt=0, created_at__gte=since)


VISITS = Visits(rows=lately, visitor="visitor_key", since="created_at")
MEASURES = (
    Measure(
        key="booked",
        title=gettext_lazy("Booked or ordered"),
        unit=Unit.SHARE,
        is_more_better=True,
        effect=Decimal("0.05"),
        more=gettext_lazy(
            "Variant %(letter)s books more: of a hundred visitors, between %(low)s and %(high)s more book or order."
        ),
        less=gettext_lazy(
            "Variant %(letter)s books less: of a hundred visitors, between %(low)s and %(high)s fewer book or order."
        ),
        value=booked,
    ),
    Measure(
        key="handed_over",
        title=gettext_lazy("Handed over to a person"),
        unit=Unit.SHARE,
        is_more_better=False,
        effect=Decimal("0.05"),
        more=gettext_lazy(
            "Variant %(letter)s hands over more: of a hundred visitors, between %(low)s and %(high)s more."
        ),
        less=gettext_lazy(
            "Variant %(letter)s hands over less: of a hundred visitors, between %(low)s and %(high)s fewer."
        ),
        value=handed_over,
    ),
    Measure(
        key="rating",
        title=gettext_lazy("Stars given"),
        unit=Unit.STARS,
        is_more_better=True,
        effect=Decimal("0.3"),
        more=gettext_lazy("Variant %(letter)s is rated higher: by between %(low)s and %(high)s stars."),
        less=gettext_lazy("Variant %(letter)s is rated lower: by between %(low)s and %(high)s stars."),
        value=rating,
    ),
    Measure(
        key="cost",
        title=gettext_lazy("Cost of models"),
        unit=Unit.DOLLARS,
        is_more_better=False,
        effect=Decimal("0.002"),
        more=gettext_lazy("Variant %(letter)s costs more: between %(low)s and %(high)s a visitor."),
        less=gettext_lazy("Variant %(letter)s costs less: between %(low)s and %(high)s a visitor."),
        value=cost,
    ),
)
