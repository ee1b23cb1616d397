"""Figures of conversations for the owner's dashboard.

A conversation counts on the day it began, once a customer has said something. It was handed over when the assistant,
or the customer, asked for a person; they were answered by the first word of staff after that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Aggregate, Avg, Count, DurationField, Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from businesses.dashboard.buckets import bucket_of, by_day, daily, within
from businesses.dashboard.figures import Figure, Unit, days_of, share
from businesses.dashboard.registry import Rows
from conversations.models import Conversation, Flow, Message, Sender, Turn
from tenants.permissions import Permission

if TYPE_CHECKING:
    from datetime import timedelta

    from django.db.models import QuerySet

    from businesses.dashboard.periods import Comparison, Stretch

MINUTE = 60


class Middle(Aggregate):
    """The median of how long something took, of those where it is known."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """In a period: how many, and the middle of how long it was until a person answered."""

    conversations: int
    until_answered: timedelta | None

    @property
    def minutes(self) -> Decimal | None:
        return None if self.until_answered is None else Decimal(round(self.until_answered.total_seconds())) / MINUTE


def conversation_figures(comparison: Comparison) -> list[Figure]:
    """Three queries."""
    now, before = _daily(comparison)
    handed, handed_before = _handed_over(comparison)
    rated, rated_before = _rated(comparison)
    started, started_before = sum(now, Decimal(0)), sum(before, Decimal(0))
    return [
        Figure(
            key="conversations",
            title=gettext_lazy("Conversations"),
            unit=Unit.COUNT,
            value=started,
            before=started_before,
            days=days_of(comparison.now.period.days(), now, before),
            rows="conversations",
        ),
        Figure(
            key="handed_over",
            title=gettext_lazy("Handed over to a person"),
            hint=gettext_lazy("Of all conversations."),
            unit=Unit.SHARE,
            value=share(handed.conversations, started),
            before=share(handed_before.conversations, started_before),
            rows="handed_over",
        ),
        Figure(
            key="answered_after",
            title=gettext_lazy("Until a person answered"),
            hint=gettext_lazy("In the middle of those that were answered: half waited longer."),
            unit=Unit.MINUTES,
            value=handed.minutes,
            before=handed_before.minutes,
            rows="handed_over",
        ),
        Figure(
            key="rating",
            title=gettext_lazy("Stars given"),
            hint=gettext_lazy("By customers who rated their conversation, of five."),
            unit=Unit.STARS,
            value=rated,
            before=rated_before,
            rows="rated",
        ),
    ]


def _of_customers() -> QuerySet[Conversation]:
    return Conversation.objects.filter(flow=Flow.DEDICATED, last_asked__gt=0)


def _daily(comparison: Comparison) -> tuple[list[Decimal], list[Decimal]]:
    rows = _of_customers().filter(within("created_at", comparison))
    grouped = rows.annotate(bucket=bucket_of("created_at", comparison)).values("bucket").annotate(count=Count("pk"))
    return daily(by_day(grouped.order_by(), comparison), comparison, "count")


def _handed_over(comparison: Comparison) -> tuple[HandedOver, HandedOver]:
    said = Message.objects.filter(
        conversation=OuterRef("pk"), role=Sender.STAFF, created_at__gte=OuterRef("asked_at")
    ).order_by("created_at")
    asked = _handoffs().order_by("created_at").values("created_at")[:1]
    rows = _of_customers().filter(Exists(_handoffs()), within("created_at", comparison))
    waits = rows.annotate(asked_at=Subquery(asked)).annotate(
        wait=Subquery(said.values("created_at")[:1]) - F("asked_at")
    )
    during, earlier = _begun_in(comparison.now), _begun_in(comparison.before)
    found = waits.aggregate(
        now=Count("pk", filter=during),
        now_middle=Middle("wait", filter=during),
        before=Count("pk", filter=earlier),
        before_middle=Middle("wait", filter=earlier),
    )
    return HandedOver(found["now"], found["now_middle"]), HandedOver(found["before"], found["before_middle"])


def _rated(comparison: Comparison) -> tuple[Decimal | None, Decimal | None]:
    """The mean of those rated in the days, by when they were."""
    during, earlier = (_rated_within(each) for each in (comparison.now, comparison.before))
    found = Conversation.objects.filter(during | earlier, flow=Flow.DEDICATED).aggregate(
        now=Avg("rating", filter=during), before=Avg("rating", filter=earlier)
    )
    now, before = (None if each is None else Decimal(str(round(each, 2))) for each in (found["now"], found["before"]))
    return now, before


def _rated_within(stretch: Stretch) -> Q:
    return Q(rated_at__gte=stretch.start, rated_at__lt=stretch.end)


def _handoffs() -> QuerySet[Turn]:
    """Of the conversation outside."""
    return Turn.objects.filter(conversation=OuterRef("pk"), is_handoff=True)


def _begun_in(stretch: Stretch) -> Q:
    return Q(created_at__gte=stretch.start, created_at__lt=stretch.end)


def _started_in(stretch: Stretch) -> QuerySet[Conversation]:
    rows = _of_customers().filter(_begun_in(stretch)).select_related("customer")
    return rows.order_by("-created_at", "-pk")


def _handed_over_in(stretch: Stretch) -> QuerySet[Conversation]:
    return _started_in(stretch).filter(Exists(_handoffs()))


def _rated_in(stretch: Stretch) -> QuerySet[Conversation]:
    """The worst first: there is something to learn from."""
    rows = Conversation.objects.filter(_rated_within(stretch), flow=Flow.DEDICATED).select_related("customer")
    return rows.order_by("rating", "-rated_at", "-pk")


LISTS = tuple(
    Rows(
        key=key,
        title=title,
        permission=Permission.CONVERSATIONS_VIEW,
        find=find,
        at=at,
        template="inbox/_behind.html",
    )
    for key, title, find, at in (
        ("conversations", gettext_lazy("Conversations"), _started_in, "created_at"),
        ("handed_over", gettext_lazy("Handed over to a person"), _handed_over_in, "created_at"),
        ("rated", gettext_lazy("Stars given"), _rated_in, "rated_at"),
    )
)
