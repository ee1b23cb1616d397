"""The waiting list of a conversation, on the business's own schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.models import ON_THE_LIST, BookingSource, Waiting, WaitingStatus
from businesses.operations.waiting import accept_offer, join_list, leave_list
from businesses.queries.waiting import open_offer_of, place_in_line, waiting_by_contact, waiting_called
from businesses.waiting.errors import WaitingNotFound
from businesses.waiting.windows import WaitingWish
from businesses.wording.waiting import window
from conversations.models import Conversation, ConversationWaiting
from conversations.repository.facts import WaitingFacts
from conversations.repository.rows import details_of
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.querysets import WaitingQuerySet
    from conversations.repository.database import DatabaseRepository
    from conversations.repository.facts import BookingFacts, ListWish, Person


@dataclass(frozen=True, slots=True)
class DatabaseWaiting:
    within: DatabaseRepository

    def join(self, *, wish: ListWish, person: Person, note: str, address: str) -> WaitingFacts:
        with self.within.fenced():
            waiting = join_list(
                wish=WaitingWish(
                    service=self.within.service(wish.service),
                    party_size=wish.people,
                    day=wish.day,
                    earliest=wish.earliest,
                    latest=wish.latest,
                    staff=self.within.member(wish.staff),
                ),
                customer=details_of(person),
                note=note,
                address=address,
                by=self.within.actor,
                source=BookingSource.CHAT,
            )
            self._is_mine(waiting)
            Conversation.objects.filter(pk=self.within.conversation_id).update(customer=waiting.customer_id)
        return self.stands("waits", waiting)

    def own(self) -> list[WaitingFacts]:
        mine = self._mine().filter(status__in=ON_THE_LIST)
        return [waiting_facts(each) for each in mine.order_by("status", "-created_at")]  # "offered", then "waiting"

    def called(self, reference: str) -> WaitingFacts:
        return waiting_facts(waiting_called(reference))

    def find(self, *, reference: str, phone: str, email: str) -> WaitingFacts | None:
        try:
            waiting = waiting_by_contact(reference=reference, contact=phone or email)
        except WaitingNotFound:
            return None
        self._is_mine(waiting)
        return waiting_facts(waiting)

    def leave(self, reference: str) -> WaitingFacts:
        with self.within.fenced():
            waiting = leave_list(reference=reference, by=self.within.actor)
        return self.stands("waits_no_more", waiting)

    def take(self, reference: str) -> BookingFacts:
        with self.within.fenced():
            booking = accept_offer(reference=reference, by=self.within.actor)
        return self.within.stands("booked", booking)

    def stands(self, deed: str, waiting: Waiting) -> WaitingFacts:
        """The place as committed, kept as what this turn has done."""
        found = waiting_facts(waiting)
        self.within.committed.append((deed, found))
        return found

    def recall(self, *, since: datetime) -> None:
        """As ``DatabaseRepository.recall``: what the conversation has joined and left since then."""
        for waiting in self._mine().filter(status__in=ON_THE_LIST, created_at__gt=since):
            self.stands("waits", waiting)
        for waiting in self._mine().filter(status=WaitingStatus.LEFT, changed_at__gt=since):
            self.stands("waits_no_more", waiting)

    def _mine(self) -> WaitingQuerySet:
        links = ConversationWaiting.objects.filter(conversation=self.within.conversation_id)
        return Waiting.objects.detailed().filter(pk__in=links.values("waiting"))

    def _is_mine(self, waiting: Waiting) -> None:
        ConversationWaiting.objects.get_or_create(conversation_id=self.within.conversation_id, waiting=waiting)


def waiting_facts(waiting: Waiting) -> WaitingFacts:
    business, offer = current_business(), open_offer_of(waiting)
    return WaitingFacts(
        reference=waiting.reference,
        status=waiting.status,
        service_name=waiting.service.name,
        needs_party=waiting.service.needs_party,
        people=waiting.party_size,
        staff=waiting.staff.name if waiting.staff else "",
        wished=window(waiting, business.zone, business.country),
        name=waiting.customer.name,
        place=place_in_line(waiting),
        offer_at=offer.booking.during.lower.astimezone(business.zone) if offer else None,
        offer_until=offer.expires_at.astimezone(business.zone) if offer else None,
    )
