"""What the inbox shows: a constant number of queries, however many conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from conversations.inbox.searching import matching, saying
from conversations.models import (
    Conversation,
    ConversationBooking,
    ConversationNote,
    ConversationOrder,
    Flow,
    Message,
    Sender,
    Status,
    Turn,
)
from conversations.queries import conversation_called
from conversations.querysets import IN_DANGER, WAITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

A_PAGE = 30
# The end of a long conversation; what came before is in the admin.
MESSAGES_SHOWN = 200
WAITING_SHOWN = 50


CONDUCT = {
    "profanity": _("Swearing"),
    "insult": _("Insult"),
    "hate": _("Hatred"),
    "threat": _("Threat"),
    "sexual": _("Sexual"),
}
"""How a message is marked, by the category that understanding tells."""


class Show(models.TextChoices):
    """Which conversations are listed."""

    OPEN = "open", _("All open")
    MINE = "mine", _("Mine")
    WAITING = "waiting", _("Waiting")
    DANGER = "danger", _("Danger")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a thread: what was said (``is_answer``: by the assistant, to something), or what staff noted.

    ``conduct`` is how what a customer said treats the business, where the house rules have it marked.
    """

    at: datetime
    message: Message | None = None
    note: ConversationNote | None = None
    conduct: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    conversation: Conversation
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        return str(self.conversation.contact.get("name") or self.conversation.customer or "")


def _chosen(show: Show, user_id: int) -> Q:
    is_open = ~Q(status=Status.ENDED)
    return {
        Show.OPEN: is_open,
        Show.MINE: is_open & Q(assigned_to=user_id),
        Show.WAITING: is_open & WAITS,
        Show.DANGER: is_open & IN_DANGER,
        Show.ENDED: Q(status=Status.ENDED),
    }[show]


def counts(*, user_id: int) -> Mapping[str, int]:
    """How many conversations each choice lists, by its value."""
    wanted = {show.value: Count("pk", filter=_chosen(show, user_id)) for show in Show}
    return Conversation.objects.filter(flow=Flow.DEDICATED).aggregate(**wanted)


def inbox_page(number: str, *, show: Show, user_id: int, search: str = "") -> Page[Conversation]:
    """A page of conversations with customers, most urgent first; what is searched for is found in ended ones too."""
    rows = Conversation.objects.filter(flow=Flow.DEDICATED)
    if search:
        rows = rows.filter(matching(search)).order_by("-last_message_at")
    else:
        rows = rows.filter(_chosen(show, user_id))
        rows = rows.order_by("-last_message_at") if show == Show.ENDED else rows.most_urgent_first()
    return Paginator(_with_last_words(rows, search), A_PAGE).get_page(number)


def _with_last_words(conversations: QuerySet[Conversation], search: str) -> QuerySet[Conversation]:
    """With the last thing said; of a search, the last that has its words, where one has."""
    here = Q(conversation=OuterRef("pk"))
    last = Message.objects.filter(here).exclude(role=Sender.SYSTEM).order_by("-sequence")
    rows = conversations.select_related("customer", "assigned_to").annotate(
        last_text=Subquery(last.values("text")[:1]), last_role=Subquery(last.values("role")[:1])
    )
    rows = rows.annotate(is_marked=Exists(Turn.objects.filter(here, signals__has_key="conduct")))
    if search:
        hits = saying(search).filter(here).order_by("-sequence")
        rows = rows.annotate(found_text=Subquery(hits.values("text")[:1]))
    return rows


def waiting_count() -> int:
    return Conversation.objects.waiting().filter(flow=Flow.DEDICATED).count()


def who_waits() -> list[Conversation]:
    """Customers who wait for a word of staff or are in danger, most urgent first; as many as anybody can look at."""
    with_people = (Status.WAITING_FOR_STAFF, Status.WITH_STAFF)  # as everybody is who waits: the index of states serves
    rows = Conversation.objects.filter(WAITS | IN_DANGER, flow=Flow.DEDICATED, status__in=with_people)
    return list(rows.most_urgent_first().select_related("customer")[:WAITING_SHOWN])


def thread_of(conversation_id: UUID) -> Thread:
    """A conversation with its last messages and all notes, oldest first; raises ``ConversationNotFound``."""
    conversation = conversation_called(conversation_id)
    latest = Message.objects.filter(conversation=conversation).order_by("-sequence")
    latest = latest.annotate(is_answer=Exists(Turn.objects.filter(reply=OuterRef("pk"))))[:MESSAGES_SHOWN]
    marks = marks_of(conversation)
    said = [
        Entry(message.created_at, message=message, conduct=marks.get(message.sequence, ""))
        for message in reversed(latest)
    ]
    notes = ConversationNote.objects.filter(conversation=conversation)
    noted = [Entry(note.created_at, note=note) for note in notes]
    return Thread(conversation, tuple(sorted([*said, *noted], key=lambda entry: entry.at)))


def marks_of(conversation: Conversation) -> dict[int, str]:
    """What of a conversation was marked, by the customer's messages."""
    turns = Turn.objects.filter(conversation=conversation, signals__has_key="conduct")
    rows = turns.values_list("first_sequence", "through_sequence", "signals__conduct__category")
    return {
        sequence: str(CONDUCT.get(category, category))
        for first, through, category in rows
        for sequence in range(first, through + 1)
    }


def conversation_behind(reference: str) -> Conversation | None:
    """The conversation a booking or order was made or last changed in."""
    booked = ConversationBooking.objects.filter(booking__reference=reference).select_related("conversation")
    ordered = ConversationOrder.objects.filter(order__reference=reference).select_related("conversation")
    found = booked.order_by("-pk").first() or ordered.order_by("-pk").first()
    return found.conversation if found else None
