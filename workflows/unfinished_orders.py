"""Which orders should have a running workflow: read from rows, whatever the workflow server knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from businesses.models import UNEATEN_ORDERS, UNFINISHED_ORDERS, Order, OrderChange, OrderStatus
from tenants.context import current_schema
from workflows.definitions.deadlines import DELIVERY_WINDOW
from workflows.definitions.order import ABANDONED, NEWS
from workflows.definitions.order_messages import OrderJourney, OrderMailKind
from workflows.models import MailSettings, SentMail, StoppedAppointment
from workflows.operations.order_journeys import state_of
from workflows.unfinished import ON_ITS_WAY

if TYPE_CHECKING:
    from datetime import datetime

Handled = set[tuple[str, str, int]]


def unfinished_orders(*, now: datetime) -> list[OrderJourney]:
    """Those of this business but for what changed a moment ago, what has had all its mails, and what was stopped."""
    follow_up = timedelta(hours=MailSettings.current().follow_up_hours or 0)
    last = OrderChange.objects.filter(order=OuterRef("pk")).order_by("-version")
    rows = Order.objects.annotate(changed_at=Subquery(last.values("at")[:1]))
    running = Q(status__in=UNFINISHED_ORDERS, ready_at__gt=now - ABANDONED)
    lost = Q(status__in=UNEATEN_ORDERS, changed_at__gt=now - DELIVERY_WINDOW)
    eaten = Q(status=OrderStatus.COMPLETED, ready_at__gt=now - follow_up - DELIVERY_WINDOW)
    stopped = StoppedAppointment.objects.values("reference")
    due = rows.filter(running | lost | eaten, changed_at__lte=now - ON_ITS_WAY).exclude(reference__in=stopped)
    found = [order for order in due if not order.is_written_down_afterwards]
    handled = _handled([order.reference for order in found])
    journeys = [_journey(order, handled) for order in found]
    return [each for each in journeys if _goes_on(each, handled, now=now)]


def _handled(references: list[str]) -> Handled:
    mails = SentMail.objects.settled().filter(reference__in=references)
    return set(mails.values_list("reference", "kind", "version"))


def _journey(order: Order, handled: Handled) -> OrderJourney:
    return OrderJourney(current_schema(), order.reference, state_of(order), is_told=_is_told(order, handled))


def _is_told(order: Order, handled: Handled) -> bool:
    """Whether its customer has heard how it stands; of one being made, that it was ever accepted."""
    if order.status == OrderStatus.PREPARING:
        return any(key[:2] == (order.reference, OrderMailKind.ACCEPTED.value) for key in handled)
    news = NEWS.get(order.status)
    return news is None or (order.reference, news.value, order.version) in handled


def _goes_on(journey: OrderJourney, handled: Handled, *, now: datetime) -> bool:
    state = journey.state
    if state.status == OrderStatus.COMPLETED:
        is_asked = any(key[:2] == (journey.reference, OrderMailKind.FEEDBACK.value) for key in handled)
        return state.feedback_at is not None and state.feedback_at + DELIVERY_WINDOW > now and not is_asked
    return state.status in UNFINISHED_ORDERS or not journey.is_told
