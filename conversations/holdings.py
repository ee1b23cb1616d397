"""What conversations keep of customers: what was said, what was understood, and what the engine remembers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.operations.caps import CONVERSATION as BOOKINGS
from businesses.privacy import Store, Subject, Table
from businesses.privacy.holdings import BOOKING, CUSTOMER, ORDER, WAITING, columns_of
from businesses.privacy.retention import Expiring
from conversations.limits import MESSAGES, RECOVERIES, VISITS
from conversations.models import (
    AlertSettings,
    CannedReply,
    Conversation,
    ConversationBooking,
    ConversationNote,
    ConversationOrder,
    ConversationWaiting,
    HouseRules,
    Message,
    Sender,
    Status,
    Transcript,
    Turn,
    WidgetSite,
)
from conversations.models.conversation import new_visitor_key
from conversations.threads import THREADS
from conversations.varied.holdings import EXPOSURES, erase_exposures
from tenants.context import current_schema
from tenants.limits.shared import fill, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from tenants.limits.shared import Wanted

CONVERSATION = "conversation"


def conversations_of(person: Subject) -> tuple[str, ...]:
    """In which they booked, are known, left a contact, or said theirs: a visitor may go without booking."""
    words, found = person.words, Q(customer__in=person.of(CUSTOMER))
    booked = ConversationBooking.objects.filter(booking__reference__in=person.of(BOOKING))
    found |= Q(pk__in=booked.values("conversation"))
    ordered = ConversationOrder.objects.filter(order__reference__in=person.of(ORDER))
    found |= Q(pk__in=ordered.values("conversation"))
    waited = ConversationWaiting.objects.filter(waiting__reference__in=person.of(WAITING))
    found |= Q(pk__in=waited.values("conversation"))
    found |= Q(contact__phone__in=words.phones) | Q(contact__email__in=words.emails)
    for contact in (*words.phones, *words.emails):
        # The second looks only at what the first has found, and takes no longer address that merely holds this one.
        alone = rf"(^|[^\w.+-]){re.escape(contact)}($|[^\w.-]|[.](\s|$))"
        said = Message.objects.filter(role=Sender.CUSTOMER, text__icontains=contact, text__iregex=alone)
        heard = Transcript.objects.filter(text__icontains=contact, text__iregex=alone)
        found |= Q(pk__in=said.values("conversation")) | Q(pk__in=heard.values("conversation"))
    understood = Q(slots__phone__value__in=words.phones) | Q(slots__email__value__in=words.emails)
    found |= Q(pk__in=Turn.objects.filter(understood).values("conversation"))
    return tuple(str(key) for key in Conversation.objects.filter(found).values_list("pk", flat=True))


def conversations(person: Subject | None) -> QuerySet[Conversation]:
    return Conversation.objects.all() if person is None else Conversation.objects.filter(pk__in=person.of(CONVERSATION))


def messages(person: Subject | None) -> QuerySet[Message]:
    said = Message.objects.all()
    return said if person is None else said.filter(conversation__pk__in=person.of(CONVERSATION))


def turns(person: Subject | None) -> QuerySet[Turn]:
    taken = Turn.objects.all()
    return taken if person is None else taken.filter(conversation__pk__in=person.of(CONVERSATION))


def made_in(kind: type[Model]) -> Callable[[Subject | None], QuerySet[Any]]:
    """What hangs on conversations: the rows of all, or of a person's."""

    def rows(person: Subject | None) -> QuerySet[Any]:
        made = kind._default_manager.all()
        return made if person is None else made.filter(conversation__pk__in=person.of(CONVERSATION))

    return rows


def hanging(name: str, title: _StrOrPromise, kind: type[Model]) -> Table:
    """What hangs on conversations and says no words."""
    return Table(name=name, title=title, rows=made_in(kind), columns=columns_of(kind))


def of_business(name: str, title: _StrOrPromise, kind: type[Model]) -> Table:
    """What is a business's own, and nobody's."""
    rows = kind._default_manager
    return Table(name=name, title=title, rows=lambda _person: rows.all(), columns=columns_of(kind), is_of_people=False)


def erase_conversations(person: Subject) -> int:
    """They end, and count still; nobody gets in by a token any more, and no turn under way can be stored."""
    now, erased = timezone.now(), 0
    for row in conversations(person).select_for_update():
        told = (row.customer_id, row.contact, row.summary, row.handoff_reason, row.rating_word)
        if row.status == Status.ENDED and not any(told):
            continue
        row.customer = None
        row.contact, row.summary, row.handoff_reason, row.rating_word = {}, "", "", ""
        row.status, row.ended_at = Status.ENDED, row.ended_at or now
        row.epoch += 1
        row.waiting_since = row.alerted_at = None
        row.turn_token, row.visitor_key = None, new_visitor_key()
        row.seen_by_staff = row.last_sequence
        row.answered_through = row.last_asked
        row.save()
        erased += 1
    return erased


def erase_messages(person: Subject) -> int:
    return messages(person).delete()[1].get(Message._meta.label, 0)


def deleting(kind: type[Model]) -> Callable[[Subject], int]:
    return lambda person: int(made_in(kind)(person).delete()[0])


erase_notes, erase_transcripts = deleting(ConversationNote), deleting(Transcript)


def erase_turns(person: Subject) -> int:
    """That there was a turn, its intent and time, is counted still; what it understood goes."""
    with_words = ~Q(slots={}) | ~Q(commands=[]) | ~Q(signals={}) | ~Q(booking=None) | ~Q(order=None) | ~Q(error="")
    gone: dict[str, Any] = {"slots": {}, "commands": [], "signals": {}, "booking": None, "order": None, "error": ""}
    return turns(person).filter(with_words).update(**gone)


def threads(person: Subject) -> list[str]:
    return [f"{current_schema()}:{key}" for key in person.of(CONVERSATION)]


def count_memory(person: Subject) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM checkpoints WHERE thread_id = ANY(%s)", [threads(person)])
        return int(cursor.fetchone()[0])


def erase_memory(person: Subject) -> int:
    """Every checkpoint of their conversations, with what hangs on it."""
    erased = 0
    with connection.cursor() as cursor:
        for table in THREADS:
            cursor.execute(f"DELETE FROM {table} WHERE thread_id = ANY(%s)", [threads(person)])  # noqa: S608  # a constant
            erased += cursor.rowcount
    return erased


def buckets(person: Subject) -> list[Wanted]:
    """What was counted in their conversations, in Redis."""
    schema, keys = current_schema(), person.of(CONVERSATION)
    said = [(limit, f"{schema} {key}") for key in keys for limit in (MESSAGES, VISITS, RECOVERIES)]
    return [*said, *((BOOKINGS, f"{schema} conversation:{key}") for key in keys)]


def count_buckets(person: Subject) -> int:
    return sum(holds(*each) for each in buckets(person))


def erase_buckets(person: Subject) -> int:
    counted = [each for each in buckets(person) if holds(*each)]
    fill(*counted)
    return len(counted)


def states(person: Subject | None) -> Iterator[dict[str, str]]:
    """The engine's memory is the conversation's own state: given out as it is kept, of a person only."""
    if person is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.thread_id, b.channel, convert_from(b.blob, 'UTF8') FROM checkpoint_blobs b"
            " WHERE b.thread_id = ANY(%s) AND b.type = 'json' ORDER BY 1, 2",
            [threads(person)],
        )
        for thread, channel, text in cursor.fetchall():
            yield {"conversation_id": thread.rpartition(":")[2], "part": channel, "state": text}


TABLES = (
    EXPOSURES,  # before conversations, which lose the key they are found by
    Table(
        name="conversations",
        title=_("conversations"),
        rows=conversations,
        columns=columns_of(Conversation, "visitor_key", "turn_token"),
        erase=erase_conversations,
    ),
    Table(name="messages", title=_("messages"), rows=messages, columns=columns_of(Message), erase=erase_messages),
    Table(
        name="conversation_notes",
        title=_("what staff noted in conversations"),
        rows=made_in(ConversationNote),
        columns=columns_of(ConversationNote, "author_key"),
        erase=erase_notes,
    ),
    Table(name="turns", title=_("turns"), rows=turns, columns=columns_of(Turn), erase=erase_turns),
    hanging("conversation_bookings", _("bookings of conversations"), ConversationBooking),
    hanging("conversation_orders", _("orders of conversations"), ConversationOrder),
    Table(
        name="transcripts",
        title=_("what was heard on the telephone"),
        rows=made_in(Transcript),
        columns=columns_of(Transcript),
        erase=erase_transcripts,
    ),
    of_business("canned_replies", _("canned replies"), CannedReply),
    of_business("alert_settings", _("alerts"), AlertSettings),
    of_business("house_rules", _("house rules"), HouseRules),
    hanging("conversation_waits", _("places on the waiting list of conversations"), ConversationWaiting),
    of_business("widget_sites", _("sites with the widget"), WidgetSite),
)
STORES = (
    Store(
        name="memory",
        title=_("what the assistant remembers"),
        count=count_memory,
        erase=erase_memory,
        read=states,
        columns=("conversation_id", "part", "state"),
    ),
    Store(
        name="limits",
        title=_("what is counted in Redis"),
        count=count_buckets,
        erase=erase_buckets,
    ),
)


def silent(cutoff: datetime) -> QuerySet[Conversation]:
    """Nothing was said since; what was said, or noted, is still there."""
    said = Message.objects.filter(conversation=OuterRef("pk"))
    noted = ConversationNote.objects.filter(conversation=OuterRef("pk"))
    return Conversation.objects.filter(Exists(said) | Exists(noted), last_message_at__lt=cutoff)


def erase_silent(cutoff: datetime, most: int) -> int:
    keys = [str(key) for key in silent(cutoff).order_by("last_message_at").values_list("pk", flat=True)[:most]]
    theirs = Subject({CONVERSATION: tuple(keys)})
    words = (erase_turns, erase_notes, erase_transcripts, erase_messages)
    for erase in (erase_exposures, erase_memory, *words, erase_conversations):
        erase(theirs)
    return len(keys)


REMEMBERED = """
SELECT DISTINCT c.thread_id FROM checkpoints c
JOIN conversations_conversation v ON c.thread_id = %s || ':' || v.id::text
WHERE v.last_message_at < %s
"""


def _remembered(cutoff: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(REMEMBERED, [current_schema(), cutoff])
        return [thread for (thread,) in cursor.fetchall()]


def forget_silent(cutoff: datetime, most: int) -> int:
    found = _remembered(cutoff)[:most]
    erase_memory(Subject({CONVERSATION: tuple(thread.rpartition(":")[2] for thread in found)}))
    return len(found)


EXPIRING = (
    Expiring(
        name="memory",
        title=_("what the assistant remembers"),
        due=lambda cutoff: len(_remembered(cutoff)),
        sweep=forget_silent,
    ),
    Expiring(
        name="conversations",
        title=_("conversations"),
        due=lambda cutoff: silent(cutoff).count(),
        sweep=erase_silent,
    ),
)
