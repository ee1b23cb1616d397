"""Telling the business, once, that a customer waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from conversations.events import CONVERSATION_WAITED
from conversations.models import AlertSettings, Conversation, Flow, Status
from conversations.operations.events import told
from conversations.querysets import IN_DANGER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tenants.actors import Actor


def alert_of_waiting(*, now: datetime, post: Callable[[Conversation], None], by: Actor) -> list[Conversation]:
    """Those who have waited as long as the settings say, or are in danger with nobody there yet, and not mailed of.

    ``post`` is called for each inside the transaction that notes it, and has the mail sent once that is committed.
    """
    settings = AlertSettings.current()
    if settings.after_minutes is None:
        return []
    alone = IN_DANGER & Q(status=Status.WAITING_FOR_STAFF)  # staff who talk with them need no mail at every word
    due = Q(waiting_since__lte=now - timedelta(minutes=settings.after_minutes)) | alone
    with transaction.atomic():
        rows = Conversation.objects.waiting().filter(due, flow=Flow.DEDICATED, alerted_at=None)
        found = list(rows.filter(waiting_since__isnull=False).select_for_update(of=("self",), skip_locked=True))
        Conversation.objects.filter(pk__in=[each.pk for each in found]).update(alerted_at=now)
        for each in found:
            told(CONVERSATION_WAITED, each.pk, by=by, epoch=each.epoch)
            post(each)
    return found
