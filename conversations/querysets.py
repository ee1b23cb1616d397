"""Set logic of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.sql.subqueries import UpdateQuery

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from conversations.models import Conversation  # the queryset's model


IN_DANGER = Q(handoff_reason="emergency")
WAITS = Q(status="waiting_for_staff") | Q(status="with_staff", waiting_since__isnull=False)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def of_agent(self) -> Self:
        """Those in which the assistant speaks."""
        return self.filter(status__in=["open", "waiting_for_staff"])

    def turn_due(self) -> Self:
        """Those with a customer message that no turn has dealt with."""
        return self.of_agent().filter(last_asked__gt=F("answered_through"))

    def unclaimed(self, *, now: datetime, lease: timedelta) -> Self:
        """Those in which no turn runs: none claimed, or its lease has run out and whoever held it is taken for dead."""
        return self.filter(Q(turn_token=None) | Q(turn_started_at__lt=now - lease))

    def claimed(self, conversation_id: UUID, *, epoch: int, token: UUID) -> Self:
        """The conversation while the claim still holds and nobody has taken it over since: the fence."""
        return self.of_agent().filter(pk=conversation_id, epoch=epoch, turn_token=token)

    def update_and_read(self, **values: object) -> Conversation | None:
        """The row as it is once these values are written, by the one statement that writes them; None where none is."""
        query = cast("UpdateQuery", self.query.chain(UpdateQuery))
        query.add_update_values(values)
        statement, parameters = query.get_compiler(self.db).as_sql()
        return next(iter(self.model.objects.using(self.db).raw(f"{statement} RETURNING *", parameters)), None)

    def waiting(self) -> Self:
        """Those in which a customer waits for a word of staff."""
        return self.exclude(status="ended").filter(WAITS)

    def most_urgent_first(self) -> Self:
        """Danger on top, then those who wait, the longest first, then the rest by their last message."""
        urgency = models.Case(models.When(IN_DANGER, then=0), models.When(WAITS, then=1), default=2)
        since = models.Case(models.When(WAITS, then=Coalesce("waiting_since", "last_message_at")))
        return self.order_by(urgency, since.asc(nulls_last=True), "-last_message_at")
