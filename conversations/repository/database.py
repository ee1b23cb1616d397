"""The repository on the business's own schema."""

from __future__ import annotations

import hashlib
import time as time_module
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from businesses.availability.openings import business_days, opening_at, openings_beginning, openings_touching
from businesses.desk import current_desk
from businesses.errors import BookingNotFound, KeyReused
from businesses.models import Booking, BookingChange, BookingSource, BookingStatus, OrderChange, StaffMember
from businesses.operations import (
    amend_booking,
    cancel_booking,
    confirm_booking,
    hold_slot,
    report_late,
    reschedule_booking,
)
from businesses.queries import booking_by_contact, find_slots, nearest_slots, why_unavailable
from businesses.queries.orders import order_called
from conversations.errors import TurnSuperseded
from conversations.models import Conversation, ConversationBooking, HouseRules, Message
from conversations.repository.facts import BookingFacts, Committed, Offer, QuotedFacts
from conversations.repository.management import DatabaseManagement
from conversations.repository.orders import ORDER_DEEDS, DatabaseOrders
from conversations.repository.remembering import DatabaseRemembering
from conversations.repository.rows import as_facts, as_offer, details_of, instant_of
from conversations.repository.tried import tried_in
from conversations.repository.waiting import DatabaseWaiting
from conversations.repository.words import stems
from experiments.showing import RUNNING
from knowledge.operations import note_gap
from knowledge.pages import address_of
from knowledge.queries import quote
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from businesses.availability.refusals import Unavailable
    from businesses.desk import Desk
    from businesses.models import Service
    from conversations.repository.facts import Person, Wish
    from conversations.repository.protocol import Handoffs

DEEDS = {"confirmed": "booked", "deposit_asked": "booked", "rescheduled": "moved", "cancelled": "cancelled"}
"""What a line of a booking's timeline is to the conversation."""
NEXT_OPENING_DAYS = 60
RENEWED_EVERY = timedelta(seconds=3)
"""A third of the turn's lease: a node that takes long keeps it."""


def speaking_in(conversation_id: UUID) -> Actor:
    """The assistant, as the actor of what is written in a conversation."""
    return Actor(kind="agent", id=f"conversation:{conversation_id}", name="assistant")


@dataclass
class DatabaseRepository:
    """``first`` is the sequence of the first message of the turn: with the conversation it names each write once."""

    conversation_id: UUID
    epoch: int
    token: UUID
    first: int
    handoffs: Handoffs
    committed: list[tuple[str, Committed]] = field(default_factory=list)
    renewed: float = field(default_factory=time_module.monotonic)

    @property
    def actor(self) -> Actor:
        return speaking_in(self.conversation_id)

    @property
    def orders(self) -> DatabaseOrders:
        return DatabaseOrders(self)

    @property
    def waiting(self) -> DatabaseWaiting:
        return DatabaseWaiting(self)

    @property
    def management(self) -> DatabaseManagement:
        return DatabaseManagement(self)

    @property
    def remembering(self) -> DatabaseRemembering:
        return DatabaseRemembering(self)

    @cached_property
    def _desk(self) -> Desk:
        return current_desk()

    def now(self) -> datetime:
        return timezone.now()

    def desk(self) -> Desk:
        return self._desk

    def times(self, wish: Wish) -> list[Offer]:
        found = find_slots(
            service=self.service(wish.service),
            party_size=wish.people,
            day=wish.day,
            at=wish.at,
            now=self.now(),
            staff=self.member(wish.staff),
            by_openings=True,
            standing=self._desk.standing,
        )
        return [as_offer(each) for each in found]

    def nearest(self, wish: Wish) -> list[Offer]:
        found = nearest_slots(
            service=self.service(wish.service),
            party_size=wish.people,
            around=instant_of(wish),
            now=self.now(),
            staff=self.member(wish.staff),
            standing=self._desk.standing,
        )
        return [as_offer(each) for each in found]

    def why_not(self, wish: Wish) -> Unavailable | None:
        return why_unavailable(
            service=self.service(wish.service),
            party_size=wish.people,
            day=wish.day,
            at=wish.at,
            now=self.now(),
            staff=self.member(wish.staff),
            by_openings=True,
            standing=self._desk.standing,
        )

    def next_opening(self, day: date) -> date | None:
        zone = current_business().zone
        now = self.now()
        openings = openings_beginning(self._desk.hours, max(day, now.astimezone(zone).date()), NEXT_OPENING_DAYS, zone)
        return next((each.start.astimezone(zone).date() for each in openings if each.end > now), None)

    def is_open(self) -> bool:
        zone, now = current_business().zone, self.now()
        return opening_at(openings_touching(self._desk.hours, now.astimezone(zone).date(), 1, zone), now) is not None

    def bookings_between(self, first: date, last: date) -> tuple[int, int]:
        meant = business_days(self._desk.hours, first, (last - first).days + 1, current_business().zone)
        coming = Booking.objects.filter(
            status=BookingStatus.CONFIRMED, starts_at__gte=meant.start, starts_at__lt=meant.end
        ).aggregate(bookings=Count("pk"), people=Sum("party_size"))
        return coming["bookings"], coming["people"] or 0

    def transcript(self, most: int) -> list[tuple[str, str]]:
        said = Message.objects.filter(conversation=self.conversation_id).order_by("-sequence")
        return list(said.values_list("role", "text")[:most])[::-1]

    def keep_claim(self) -> None:
        if time_module.monotonic() - self.renewed < RENEWED_EVERY.total_seconds():
            return
        mine = Conversation.objects.claimed(self.conversation_id, epoch=self.epoch, token=self.token)
        if not mine.update(turn_started_at=timezone.now()):
            raise TurnSuperseded
        self.renewed = time_module.monotonic()

    def stems(self, words: Sequence[str], language: str) -> Mapping[str, str]:
        return stems(words, language)

    def quoted(self, question: str, language: str) -> QuotedFacts | None:
        found = quote(question, asked_in=language)
        if found is None:
            return None
        return QuotedFacts(found.text, found.title, address_of(found.source, found.position), str(found.source))

    def tried(self, subject: str, target: str = "") -> str | None:
        return tried_in(self.conversation_id, RUNNING.of(self._desk).get((subject, target)), now=self.now())

    def note_gap(self, question: str, language: str) -> None:
        with self.fenced():
            note_gap(question=question, language=language, conversation=self.conversation_id, now=self.now())

    def who_serves(self, offer: Offer) -> str:
        found = StaffMember.objects.filter(resource__name=offer["resource"], resource__trashed_at=None, is_active=True)
        return found.values_list("name", flat=True).first() or ""

    def book(self, *, offer: Offer, people: int, person: Person, note: str, address: str) -> BookingFacts:
        key = f"chat:{self.conversation_id}:{self.first}"
        with self.fenced():
            try:
                reference = hold_slot(
                    slot_token=offer["token"],
                    party_size=people,
                    customer=details_of(person),
                    by=self.actor,
                    source=BookingSource.CHAT,
                    idempotency_key=key,
                    note=note,
                    address=address,
                ).reference
            except KeyReused:
                # An earlier run of this very turn booked already and died before it could say so.
                reference = Booking.objects.get(hold_key=hashlib.sha256(key.encode()).hexdigest()).reference
            booking = confirm_booking(reference=reference, by=self.actor)
            Conversation.objects.filter(pk=self.conversation_id).update(customer=booking.customer_id)
        return self.stands("booked", booking)

    def stands(self, deed: str, booking: Booking) -> BookingFacts:
        """The booking as committed, kept as what this turn has done, and with the conversation."""
        ConversationBooking.objects.get_or_create(conversation_id=self.conversation_id, booking=booking)
        found = as_facts(booking)
        self.committed.append((deed, found))
        return found

    def recall(self, *, since: datetime) -> bool:
        """Take what was done in the conversation since then for what this turn has done; whether there is any.

        Earlier runs of the turn died after they had committed, and before they could say so.
        """
        mine = {"actor": str(self.actor), "at__gt": since}
        booked = BookingChange.objects.filter(**mine, kind__in=DEEDS).order_by("at", "pk")
        for kind, reference in list(booked.values_list("kind", "booking__reference")):
            self.stands(DEEDS[kind], Booking.objects.detailed().get(reference=reference))
        ordered = OrderChange.objects.filter(**mine, kind__in=ORDER_DEEDS).order_by("at", "pk")
        for kind, reference in list(ordered.values_list("kind", "order__reference")):
            self.orders.stands(ORDER_DEEDS[kind], order_called(reference))
        self.waiting.recall(since=since)
        self.management.recall(since=since)
        return bool(self.committed)

    def own_booking(self, reference: str) -> BookingFacts:
        return as_facts(Booking.objects.detailed().get(reference=reference))

    def find_booking(self, *, reference: str, phone: str, email: str) -> BookingFacts | None:
        try:
            return as_facts(booking_by_contact(reference=reference, contact=phone or email))
        except BookingNotFound:
            return None

    def cancel(self, reference: str) -> BookingFacts:
        with self.fenced():
            booking = cancel_booking(reference=reference, by=self.actor)
        return self.stands("cancelled", booking)

    def move(self, reference: str, offer: Offer) -> BookingFacts:
        with self.fenced():
            booking = reschedule_booking(reference=reference, slot_token=offer["token"], by=self.actor)
        return self.stands("moved", booking)

    def amend(self, reference: str, *, note: str | None, address: str | None, name: str | None) -> BookingFacts:
        with self.fenced():
            booking = amend_booking(reference=reference, note=note, address=address, name=name, by=self.actor)
        return self.stands("amended", booking)

    def report_late(self, reference: str, minutes: int) -> BookingFacts:
        with self.fenced():
            booking = report_late(reference=reference, minutes=minutes, by=self.actor)
        return self.stands("late", booking)

    def house_rules(self) -> HouseRules:
        return HouseRules.current()

    def hand_off(self, *, reason: str, summary: str) -> None:
        with self.fenced():
            self.handoffs.request_handoff(
                conversation_id=self.conversation_id, reason=reason, summary=summary, by=self.actor
            )

    def leave_contact(self, person: Person) -> None:
        with self.fenced():
            self.handoffs.keep_contact(conversation_id=self.conversation_id, person=person, by=self.actor)

    @contextmanager
    def fenced(self) -> Iterator[None]:
        """A transaction that holds the conversation for this turn: nobody takes it over before the write is through."""
        with transaction.atomic():
            mine = Conversation.objects.claimed(self.conversation_id, epoch=self.epoch, token=self.token)
            if not mine.select_for_update(of=("self",)).values_list("pk"):
                raise TurnSuperseded
            yield

    def service(self, key: int) -> Service:
        return self._desk.rows[key]

    def member(self, key: int | None) -> StaffMember | None:
        return StaffMember.objects.filter(pk=key, is_active=True).first() if key else None
