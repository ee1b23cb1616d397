from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from agents.roster import agent_for
from businesses.languages import language_of, own_greeting
from businesses.models import OrderPolicy
from businesses.queries.catalogue import table_called
from businesses.tokens import read_seat
from conversations.events import CONVERSATION_STARTED
from conversations.live import push_to_staff
from conversations.models import Channel, Conversation, Flow, Message, Sender
from conversations.models.conversation import new_visitor_key
from conversations.operations.events import told
from conversations.payloads import conversation_row
from conversations.tokens import issue_token
from conversations.varied.names import GREETING
from conversations.wording import owner, talk
from experiments.showing import running_now, show
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.models import Resource
    from tenants.actors import Actor
    from tenants.models import Business

GREETED = "greet"
"""The intent of whoever says nothing yet."""
GREETING_SEQUENCE = 0
"""Before the first message: whoever asks for what came after 0 has seen the greeting."""


@dataclass(frozen=True, slots=True)
class Started:
    conversation: Conversation
    token: str
    greeting: Message


def start_conversation(
    *,
    by: Actor,
    flow: str = Flow.DEDICATED,
    channel: str = Channel.WIDGET,
    locale: str = "",
    seat: str = "",
    visitor: str = "",
    member: int | None = None,
) -> Started:
    """Open a conversation with the greeting, which says that an AI is speaking; one that staff open is theirs alone.

    ``member`` is the user who changes the business in it, with their own permissions; None where a program opens it.
    ``seat`` is what a table's code gave to who scanned it: they are taken to sit there. Raises ``TokenForged``.
    ``visitor`` is a key of the caller's own for who is on the other side: the same is shown the same variant of what
    is tried.
    """
    business = current_business()
    language = language_of(business, locale)
    table = table_of(seat)
    visitor = visitor or new_visitor_key()
    with transaction.atomic(), translation.override(language):
        agent = agent_for(GREETED, category=business.category, flow=flow).key
        conversation = Conversation.objects.create(
            flow=flow,
            channel=channel,
            locale=language,
            agent=agent,
            table=table,
            member_id=member,
            visitor_key=visitor,
        )
        greeting = Message.objects.create(
            conversation=conversation,
            sequence=GREETING_SEQUENCE,
            role=Sender.AGENT,
            agent=conversation.agent,
            text=owner.opening(business.name) if flow == Flow.DASHBOARD else opening_for(visitor, language, table),
            quick_replies=[{"label": text, "text": text} for text in starts_of(flow, table)],
        )
        told(CONVERSATION_STARTED, conversation.pk, by=by, epoch=0, flow=flow, channel=channel, locale=language)
        push_to_staff({"type": "conversation", "conversation": conversation_row(conversation)})
    token = issue_token(conversation, member=by.id if by.kind == "staff" else "")
    return Started(conversation, token, greeting)


def starts_of(flow: str, table: Resource | None) -> tuple[str, ...]:
    """What may be tapped before anything was said."""
    if flow == Flow.DASHBOARD:
        return owner.quick_starts()
    return talk.quick_order() if table else talk.quick_book(), talk.quick_hours(), talk.quick_person()


def table_of(seat: str) -> Resource | None:
    """The table that the seat names, where orders are brought to tables; none once its time is over.

    Raises ``TokenForged``.
    """
    key = read_seat(seat) if seat else None
    return table_called(str(key)) if key and OrderPolicy.current().takes_dine_in else None


def opening_for(visitor: str, language: str, table: Resource | None) -> str:
    """The first words to the visitor: where a greeting is tried, in their variant, and it is noted that they saw it."""
    business = current_business()
    tried = None
    if language == language_of(business):
        tried = show(running_now(GREETING), visitor=visitor, now=timezone.now())
    return opening_at(business, language, table, greeting=tried)


def opening_at(business: Business, language: str, table: Resource | None, greeting: str | None = None) -> str:
    """The first words, in the language that is active; with the owner's greeting, where no other is given."""
    opening = talk.opening(business.name, own_greeting(business, language) if greeting is None else greeting)
    return f"{opening} {talk.seated(table.name)}" if table else opening
