"""Which places on the waiting list should have a running workflow: read from rows, whatever the server knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from businesses.models import ON_THE_LIST, Waiting, WaitingStatus
from tenants.context import current_schema
from workflows.definitions.deadlines import DELIVERY_WINDOW
from workflows.definitions.waiting_messages import WaitingJourney, WaitingMailKind
from workflows.models import SentMail, StoppedAppointment
from workflows.operations.waiting_journeys import waiting_state
from workflows.unfinished import ON_ITS_WAY

if TYPE_CHECKING:
    from datetime import datetime

NEWS = {
    WaitingStatus.WAITING: WaitingMailKind.JOINED,
    WaitingStatus.OFFERED: WaitingMailKind.OFFER,
    WaitingStatus.OVER: WaitingMailKind.OVER,
}
Handled = set[tuple[str, str, int]]


def unfinished_waits(*, now: datetime) -> list[WaitingJourney]:
    """Those of this business but for what changed a moment ago, what has had all its mails, and what was stopped."""
    over = Q(status=WaitingStatus.OVER, changed_at__gt=now - DELIVERY_WINDOW)
    due = Waiting.objects.filter(Q(status__in=ON_THE_LIST) | over, changed_at__lte=now - ON_ITS_WAY)
    found = list(due.exclude(reference__in=StoppedAppointment.objects.values("reference")))
    handled = _handled([each.reference for each in found])
    journeys = [_journey(each, handled) for each in found]
    return [each for each in journeys if each.state.status in ON_THE_LIST or not each.is_told]


def _handled(references: list[str]) -> Handled:
    mails = SentMail.objects.settled().filter(reference__in=references)
    return set(mails.values_list("reference", "kind", "version"))


def _journey(waiting: Waiting, handled: Handled) -> WaitingJourney:
    news = NEWS[WaitingStatus(waiting.status)]
    is_news = news is not WaitingMailKind.JOINED or waiting.version == 1
    is_told = not is_news or (waiting.reference, news.value, waiting.version) in handled
    return WaitingJourney(current_schema(), waiting.reference, waiting_state(waiting), is_told=is_told)
