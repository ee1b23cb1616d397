"""Figures of conversations for the owner's dashboard, and the steps of its guide that are about the chat.

A conversation counts on the day it began, once a customer has said something. It was handed over when the assistant,
or the customer, asked for a person; they were answered by the first word of staff after that.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesses.dashboard.buckets import bucket_of, by_day, within
from businesses.dashboard.figures import Figure, Unit, days_of, share
from businesses.dashboard.guide import Step
from businesses.dashboard.registry import Rows
from conversations.models import Conversation, Flow, Message, Sender, Turn, WidgetSite
from tenants.context import current_business
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from businesses.dashboard.periods import Comparison, Stretch
    from tenants.models import User

MINUTE = 60


def conversation_figures(comparison: Comparison) -> list[Figure]:
    """Two queries."""
    now, before = _daily(comparison)
    handed, handed_before = _handed_over(comparison)
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
            value=share(len(handed), started),
            before=share(len(handed_before), started_before),
            rows="handed_over",
        ),
        Figure(
            key="answered_after",
            title=gettext_lazy("Until a person answered"),
            hint=gettext_lazy("In the middle of those that were answered: half waited longer."),
            unit=Unit.MINUTES,
            value=_middle(handed),
            before=_middle(handed_before),
            rows="handed_over",
        ),
    ]


def _of_customers(**fields: Any) -> QuerySet[Conversation]:
    return Conversation.objects.filter(flow=Flow.DEDICATED, last_asked__gt=0, **fields)


def _daily(comparison: Comparison) -> tuple[list[Decimal], list[Decimal]]:
    rows = _of_customers().filter(within("created_at", comparison))
    grouped = rows.annotate(bucket=bucket_of("created_at", comparison)).values("bucket").annotate(count=Count("pk"))
    now, before = [Decimal(0)] * comparison.now.period.length, [Decimal(0)] * comparison.before.period.length
    for is_now, day, row in by_day(grouped.order_by(), comparison):
        (now if is_now else before)[day] += row["count"]
    return now, before


def _handed_over(comparison: Comparison) -> tuple[list[float | None], list[float | None]]:
    """Of each conversation that was: seconds until somebody answered, None where nobody has."""
    asked = Turn.objects.filter(conversation=OuterRef("pk"), is_handoff=True).order_by("created_at")
    said = Message.objects.filter(
        conversation=OuterRef("pk"), role=Sender.STAFF, created_at__gte=OuterRef("asked_at")
    ).order_by("created_at")
    begun = _of_customers().filter(within("created_at", comparison))
    handed = begun.annotate(asked_at=Subquery(asked.values("created_at")[:1])).exclude(asked_at=None)
    rows = handed.annotate(answered_at=Subquery(said.values("created_at")[:1]))
    waits: tuple[list[float | None], list[float | None]] = [], []
    for began, at, answered in rows.values_list("created_at", "asked_at", "answered_at"):
        seconds = None if answered is None else (answered - at).total_seconds()
        if comparison.now.start <= began < comparison.now.end:
            waits[0].append(seconds)
        elif comparison.before.start <= began < comparison.before.end:
            waits[1].append(seconds)
    return waits


def _middle(waits: Iterable[float | None]) -> Decimal | None:
    """In minutes."""
    known = [seconds for seconds in waits if seconds is not None]
    return Decimal(round(median(known))) / MINUTE if known else None


def _started_in(stretch: Stretch) -> QuerySet[Conversation]:
    rows = _of_customers(created_at__gte=stretch.start, created_at__lt=stretch.end).select_related("customer")
    return rows.order_by("-created_at", "-pk")


def _handed_over_in(stretch: Stretch) -> QuerySet[Conversation]:
    handed = Turn.objects.filter(is_handoff=True).values("conversation")
    return _started_in(stretch).filter(Q(pk__in=handed))


LISTS = tuple(
    Rows(
        key=key,
        title=title,
        permission=Permission.CONVERSATIONS_VIEW,
        find=find,
        at="created_at",
        template="inbox/_behind.html",
    )
    for key, title, find in (
        ("conversations", gettext_lazy("Conversations"), _started_in),
        ("handed_over", gettext_lazy("Handed over to a person"), _handed_over_in),
    )
)


def own_site(_user: User) -> Step:
    business = current_business()
    listed = ", ".join(business.allowed_origins)
    state = listed or _("No site may show the widget yet: list your own, then paste the line below into it.")
    return Step(
        _("Your site"), state, reverse("admin:tenants_business_change", args=[business.pk]), is_done=bool(listed)
    )


def installed(_user: User) -> Step:
    """Found where a listed site has loaded the script."""
    business = current_business()
    site = WidgetSite.objects.order_by("first_seen_at").first()
    state = _("Not seen on a listed site yet.")
    if site is not None:
        state = _("Seen on %(site)s.") % {"site": site.origin}
    return Step(
        _("Chat on your site"), state, reverse("admin:tenants_business_change", args=[business.pk]), is_done=bool(site)
    )


def tried(_user: User) -> Step:
    happened = Conversation.objects.exists()
    state = _("Customers have written.") if happened else _("Write to it as a customer would.")
    return Step(_("Try the chat"), state, reverse("widget-page"), is_done=happened)


STEPS = {"own_site": own_site, "installed": installed, "tried": tried}
