"""One of the business's own people, who types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations import operations
from conversations.models import Flow, Message
from tenants.actors import actor_of
from tenants.models import Role, User
from tests.conversations.talking import Talk
from tests.factories import new_user

if TYPE_CHECKING:
    from tenants.models import Business

OWNER = "mara@example.com"


class OwnersTalk(Talk):
    """A conversation in the dashboard flow of whoever has the role."""

    def __init__(self, business: Business, role: str = Role.OWNER, locale: str = "en") -> None:
        self.user: User = new_user(OWNER, business=business, role=role)
        started = operations.start_conversation(
            by=actor_of(self.user), flow=Flow.DASHBOARD, locale=locale, member=self.user.pk
        )
        self.id, self.token, self.turn = started.conversation.pk, started.token, {}

    @property
    def last_reply(self) -> str:
        return Message.objects.filter(conversation=self.id).order_by("-sequence").values_list("text", flat=True)[0]
