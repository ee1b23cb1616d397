"""The report of conversations: how many there were, how they went, and what customers asked that nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesses.clock import short_day
from businesses.dashboard.figures import Unit
from knowledge.models import Gap
from reports.contents import Column, Content, Table, chosen
from reports.periods import Days
from reports.registry import ANY_DAYS, Template
from tenants.permissions import Permission

if TYPE_CHECKING:
    from businesses.dashboard.queries import Dashboard

FIGURES = ("conversations", "handed_over", "answered_after", "booked_by_chat")
MOST_LISTED = 200


def conversations(found: Dashboard) -> Content:
    """Questions are counted as often as they were ever asked, and listed where they were last asked in these days."""
    stretch = found.comparison.now
    open_ones = Gap.objects.filter(answer=None, asked_at__gte=stretch.start, asked_at__lt=stretch.end)
    gaps = list(open_ones.order_by("-asked", "-asked_at")[:MOST_LISTED])
    return Content(
        figures=chosen(found.figures, *FIGURES),
        tables=(
            Table(
                title=_("Asked, and not answered by anything"),
                columns=(
                    Column(_("Question"), width=6),
                    Column(_("Times asked"), Unit.COUNT, width=2),
                    Column(_("Last asked"), width=2),
                ),
                rows=tuple((gap.question, gap.asked, short_day(stretch.day_of(gap.asked_at))) for gap in gaps),
                empty=_("Everything that was asked in these days has an answer."),
            ),
        ),
        conversations=tuple(gap.conversation for gap in gaps if gap.conversation),
    )


REPORT = Template(
    key="conversations",
    position=6,
    title=gettext_lazy("Conversations and gaps"),
    about=gettext_lazy("How many there were and how they went, and the questions that nothing answers."),
    compose=conversations,
    permissions=frozenset({Permission.FIGURES_VIEW, Permission.CONVERSATIONS_VIEW, Permission.ASSISTANT_VIEW}),
    days=(Days.LAST_WEEK, *(each for each in ANY_DAYS if each is not Days.LAST_WEEK)),
)
