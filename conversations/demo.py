"""What was written in the demo's past: a conversation for each booking made by chat, questions, and some handed over.

Written down as rows, as the bookings are (``businesses.demo.history``): nobody is told of what is long past.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.utils import timezone
from django.utils.formats import date_format

from businesses.models import Booking, BookingSource
from conversations.models import Conversation, ConversationBooking, Message, Sender, Stage, Status, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Customer
    from tenants.models import Business

SHORT = timedelta(minutes=4)
"""From the first word to the last, where no person was asked for."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 3, 5, 9, 24))
BETWEEN = timedelta(seconds=20)
RATINGS = (
    (5, ""),
    (5, "Quick and easy"),
    (4, ""),
    (5, ""),
    (4, "Would have liked to see the menu first"),
    (2, "Too slow"),
)
ASKED_FOR = ("Can I talk to a person, please?", "I have asked my colleagues; somebody will answer here.")
ANSWERED = "Hello, you are talking to a person now. How can I help?"


@dataclass(frozen=True, slots=True)
class Talk:
    """``lines`` by who said them; ``until`` is when the last was."""

    until: datetime
    lasted: timedelta
    lines: tuple[tuple[Sender, str], ...]
    customer: Customer | None = None
    booking: Booking | None = None
    rating: tuple[int, str] | None = None
    row: Conversation = field(default_factory=Conversation)

    @property
    def is_handed_over(self) -> bool:
        return any(role is Sender.STAFF for role, _text in self.lines)


def seed_conversations(business: Business) -> None:
    """Once, for a business whose bookings are of the past and not yet spoken of."""
    chance = random.Random(business.slug)
    past = Booking.objects.filter(source=BookingSource.CHAT, starts_at__lt=timezone.now()).order_by("starts_at", "pk")
    with timezone.override(business.zone):
        bookings = past.select_related("customer", "service")
        _write([talk for each in bookings for talk in _around(each, business, chance)], author=business.name)


def _around(booking: Booking, business: Business, chance: random.Random) -> list[Talk]:
    """The one that made the booking, and now and then another about something else."""
    until = booking.starts_at - timedelta(hours=chance.randint(3, 72))
    when = f"{date_format(booking.starts_at, 'l')}, {date_format(booking.starts_at, 'H:i')}"
    wish = f"{booking.service.name} on {when}, please"
    told = f"Booked: {booking.service.name}, {when}. Your reference is {booking.reference}."
    lines = ((Sender.CUSTOMER, wish), (Sender.AGENT, told))
    rating = chance.choice(RATINGS) if chance.random() < 1 / 3 else None
    talks = [Talk(until, SHORT, lines, booking.customer, booking, rating)]
    if chance.random() < 1 / 5:
        talks.append(
            Talk(until - SHORT, SHORT, ((Sender.CUSTOMER, "Where are you?"), (Sender.AGENT, business.address)))
        )
    if chance.random() < 1 / 12:
        asked = tuple(zip((Sender.CUSTOMER, Sender.AGENT), ASKED_FOR, strict=True))
        talks.append(Talk(until - SHORT, chance.choice(WAITS), (*asked, (Sender.STAFF, ANSWERED))))
    return talks


def _write(talks: list[Talk], *, author: str) -> None:
    for talk in talks:
        talk.row.customer, talk.row.ended_at, talk.row.status = talk.customer, talk.until, Status.ENDED
        talk.row.stage, talk.row.last_asked, talk.row.answered_through = Stage.COMPLETION, 1, 1
        if talk.rating:
            talk.row.rating, talk.row.rating_word = talk.rating
            talk.row.rated_at = talk.until
        talk.row.last_sequence = talk.row.seen_by_customer = talk.row.seen_by_staff = len(talk.lines)
    Conversation.objects.bulk_create(talk.row for talk in talks)
    Message.objects.bulk_create(
        Message(
            conversation=talk.row,
            sequence=number,
            role=role,
            text=text,
            agent=talk.row.agent if role is Sender.AGENT else "",
            author=author if role is Sender.STAFF else "",
        )
        for talk in talks
        for number, (role, text) in enumerate(talk.lines, start=1)
    )
    Turn.objects.bulk_create(_turn(talk) for talk in talks)
    ConversationBooking.objects.bulk_create(
        ConversationBooking(conversation=talk.row, booking=talk.booking) for talk in talks if talk.booking
    )
    _date(talks)


def _turn(talk: Talk) -> Turn:
    return Turn(
        conversation=talk.row,
        first_sequence=1,
        through_sequence=1,
        epoch=0,
        stage=Stage.COMPLETION,
        agent=talk.row.agent,
        deed="booked" if talk.booking else "",
        is_handoff=talk.is_handed_over,
    )


def _date(talks: list[Talk]) -> None:
    """Rows say that they were made now; what they tell of was said then."""
    rows = Conversation.objects.filter(pk__in=[talk.row.pk for talk in talks])
    for lasted in {talk.lasted for talk in talks}:
        those = Conversation.objects.filter(pk__in=[talk.row.pk for talk in talks if talk.lasted == lasted])
        those.update(created_at=F("ended_at") - Value(lasted), last_message_at=F("ended_at"))
    of = rows.filter(pk=OuterRef("conversation"))
    after = ExpressionWrapper(F("sequence") * Value(BETWEEN), output_field=DurationField())
    said = Message.objects.filter(conversation__in=rows)
    said.exclude(role=Sender.STAFF).update(created_at=Subquery(of.values("created_at")) + after)
    said.filter(role=Sender.STAFF).update(created_at=Subquery(of.values("ended_at")))
    Turn.objects.filter(conversation__in=rows).update(created_at=Subquery(of.values("created_at")) + Value(2 * BETWEEN))
