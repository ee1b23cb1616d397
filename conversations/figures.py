"""How each agent is doing: turns, tasks that ended well, time, and what models cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Q, Sum
from django.utils import timezone

from agents.llm.models import LLMCall
from conversations.models import Turn

if TYPE_CHECKING:
    from datetime import timedelta


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """``done`` turns committed a booking, an order or a change of one; ``handed`` went to staff, ``failed`` failed.

    ``milliseconds`` is the mean of a turn, ``cost`` in dollars.
    """

    turns: int = 0
    done: int = 0
    handed: int = 0
    failed: int = 0
    milliseconds: int = 0
    cost: Decimal = Decimal(0)

    @property
    def success(self) -> int | None:
        """Of the turns that ended something, the share in percent that ended well; None where none did."""
        ended = self.done + self.handed + self.failed
        return round(100 * self.done / ended) if ended else None


def agent_figures(*, days: timedelta) -> dict[str, AgentFigures]:
    """By agent, of the last days: two queries. One that only worked in crews has costs and no turns."""
    since = timezone.now() - days
    turns = Turn.objects.filter(created_at__gte=since).values("agent").order_by("agent")
    calls = LLMCall.objects.filter(created_at__gte=since).values("agent").order_by("agent")
    costs = dict(calls.annotate(dollars=Sum("cost")).values_list("agent", "dollars"))
    counted = turns.annotate(
        turns=Count("pk"),
        done=Count("pk", filter=~Q(deed="")),
        handed=Count("pk", filter=Q(deed="", is_handoff=True, error="")),
        failed=Count("pk", filter=Q(deed="") & ~Q(error="")),
        milliseconds=Avg("milliseconds"),
    )
    at_work = {agent: AgentFigures(cost=cost) for agent, cost in costs.items() if agent}
    return at_work | {
        each["agent"]: AgentFigures(
            turns=each["turns"],
            done=each["done"],
            handed=each["handed"],
            failed=each["failed"],
            milliseconds=round(each["milliseconds"]),
            cost=costs.get(each["agent"], Decimal(0)),
        )
        for each in counted
    }
