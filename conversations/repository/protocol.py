"""The one way the engine reads and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from businesses.availability.refusals import Unavailable
    from businesses.dashboard.queries import Dashboard
    from businesses.desk import Desk
    from businesses.ordering.baskets import OrderWish
    from businesses.remembering.made import Made
    from conversations.models import HouseRules
    from conversations.repository.facts import (
        AlteredFacts,
        BookingFacts,
        Committed,
        ListWish,
        MemberWish,
        Offer,
        OrderFacts,
        Person,
        PreviewFacts,
        QuotedFacts,
        QuoteFacts,
        RememberedFacts,
        WaitingFacts,
        Wish,
    )
    from reports.by_word import Running
    from tenants.actors import Actor


class Handoffs(Protocol):
    """What staff are told by; the operations above hand it in."""

    def request_handoff(self, *, conversation_id: UUID, reason: str, summary: str, by: Actor) -> object: ...

    def keep_contact(self, *, conversation_id: UUID, person: Person, by: Actor) -> object: ...


class Management(Protocol):
    """What the member whose conversation it is reads and changes of the business, with the permissions of now."""

    def permissions(self) -> frozenset[str]:
        """What they may do; nothing where it is no member's conversation."""
        ...

    def preview(self, wish: MemberWish) -> PreviewFacts:
        """What it would change; nothing is. Raises ``TableNotAllowed`` and the errors of ``businesses.by_word``."""
        ...

    def make(self, wish: MemberWish, *, shown: str, told: str) -> AlteredFacts:
        """Do what was ``shown``, once a turn. Raises as ``preview``, and ``ShownNoMore``."""
        ...

    def running_reports(self) -> tuple[Running, ...]:
        """The reports that are sent regularly, of which they may see what they hold."""
        ...

    def dashboard(self, first: date, last: date) -> Dashboard:
        """The figures of these days beside those of as many before. Raises ``TableNotAllowed``."""
        ...

    def take_back(self, change: str) -> AlteredFacts:
        """Raises ``NotWaiting``, ``ChangedSince``, ``TableNotAllowed``, ``SentAlready``."""
        ...


class Orders(Protocol):
    """Orders of one conversation; every write is fenced as those of bookings are."""

    def quote(self, wish: OrderWish, *, replaces: str = "") -> QuoteFacts:
        """What it would cost now; ``replaces`` is an order it would change. Raises ``ordering.errors.OrderError``."""
        ...

    def place(self, *, quote: QuoteFacts, person: Person, note: str) -> OrderFacts:
        """Order what was quoted; the same turn asking again gets the same order. Raises ``OrderError``."""
        ...

    def change(self, *, quote: QuoteFacts, note: str) -> OrderFacts:
        """Have the order the quote was made for be as it says. Raises ``OrderError``."""
        ...

    def cancel(self, reference: str) -> OrderFacts:
        """Raises ``TooLateForOrder`` where somebody has accepted it."""
        ...

    def own(self, reference: str) -> OrderFacts:
        """An order this conversation has proved to be the customer's."""
        ...

    def find(self, *, reference: str, phone: str, email: str) -> OrderFacts | None:
        """The order, if the phone or e-mail is that of the person who ordered; otherwise None, whatever the reason."""
        ...


class Waits(Protocol):
    """Places on the waiting list of one conversation; every write is fenced as those of bookings are."""

    def join(self, *, wish: ListWish, person: Person, note: str, address: str) -> WaitingFacts:
        """Raises the errors of ``businesses.operations.waiting.join_list``."""
        ...

    def own(self) -> list[WaitingFacts]:
        """What this conversation is on the list for, what is offered first, then the newest."""
        ...

    def called(self, reference: str) -> WaitingFacts:
        """A place this conversation has proved to be the customer's."""
        ...

    def find(self, *, reference: str, phone: str, email: str) -> WaitingFacts | None:
        """The place, if the phone or e-mail is that of who waits; otherwise None, whatever the reason."""
        ...

    def leave(self, reference: str) -> WaitingFacts:
        """Raises ``NotOnTheList`` where they have booked meanwhile, or the time is over."""
        ...

    def take(self, reference: str) -> BookingFacts:
        """Book what is offered. Raises ``NothingOffered``, and ``SlotUnavailable`` where it has gone."""
        ...


class Remembering(Protocol):
    """What is remembered of the customer beyond the conversation; writes are fenced as those of bookings are.

    ``proved`` are the bookings and orders of the conversation that are proved theirs, such as ``booking:K7F-2QM``: by
    them alone a customer is known.
    """

    def asks(self) -> bool:
        """Whether the business asks its customers at all."""
        ...

    def is_agreed(self, proved: Sequence[str]) -> bool: ...

    def known(self, proved: Sequence[str]) -> tuple[RememberedFacts, ...]: ...

    def would_be(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        """What would be remembered of these."""
        ...

    def agree(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        """Remember it from now on; what that is. Raises ``NotAsked``."""
        ...

    def learn(self, proved: Sequence[str], made: Made) -> None:
        """Have what was made tell too, where it was agreed to; else nothing."""
        ...

    def note_use(self, proved: Sequence[str], facts: Sequence[RememberedFacts]) -> None:
        """Keep that these were told or offered."""
        ...

    def forget(self, proved: Sequence[str]) -> bool:
        """Delete all of it and take the agreement back; whether there was one."""
        ...


class Repository(Protocol):
    """Reads are of the current business; writes happen for one conversation, in one short transaction each.

    Every write first checks that the conversation still belongs to the turn, and raises ``TurnSuperseded`` where a
    person has taken it over meanwhile.
    """

    @property
    def committed(self) -> Sequence[tuple[str, Committed]]:
        """The writes of this turn that stand, in order: what was done, and the row it was done to after it."""
        ...

    @property
    def orders(self) -> Orders: ...

    @property
    def waiting(self) -> Waits: ...

    @property
    def management(self) -> Management: ...

    @property
    def remembering(self) -> Remembering: ...

    def transcript(self, most: int) -> Sequence[tuple[str, str]]:
        """The last messages, oldest first: who said what."""
        ...

    def keep_claim(self) -> None:
        """Renew the turn's lease where much of it is gone; raises ``TurnSuperseded`` where the claim is lost."""
        ...

    def stems(self, words: Sequence[str], language: str) -> Mapping[str, str]:
        """The stem of each word: "park" of "parking"."""
        ...

    def now(self) -> datetime: ...

    def desk(self) -> Desk: ...

    def quoted(self, question: str, language: str) -> QuotedFacts | None:
        """What a document that everybody may be told surely says to the question."""
        ...

    def tried(self, subject: str, target: str = "") -> str | None:
        """What the customer is shown of what is tried in an experiment; None where none runs with it."""
        ...

    def note_gap(self, question: str, language: str) -> None:
        """Keep a question that nothing answers, for the owner."""
        ...

    def times(self, wish: Wish) -> list[Offer]:
        """The bookable starts of the wish's day, past midnight while it is open, or exactly the one at its time."""
        ...

    def nearest(self, wish: Wish) -> list[Offer]:
        """Up to three bookable starts nearest to the wish."""
        ...

    def why_not(self, wish: Wish) -> Unavailable | None: ...

    def next_opening(self, day: date) -> date | None:
        """The first day from ``day`` on that the business opens."""
        ...

    def is_open(self) -> bool: ...

    def bookings_between(self, first: date, last: date) -> tuple[int, int]:
        """Confirmed bookings that start on these days, and the people they bring."""
        ...

    def who_serves(self, offer: Offer) -> str:
        """The person whose time is offered; "" where it is a thing's."""
        ...

    def book(self, *, offer: Offer, people: int, person: Person, note: str, address: str) -> BookingFacts:
        """Hold and confirm at once; the same turn asking again gets the same booking.

        Raises the errors of ``businesses.errors``, ``SlotUnavailable`` with alternatives among them.
        """
        ...

    def own_booking(self, reference: str) -> BookingFacts:
        """A booking this conversation has proved to be the customer's."""
        ...

    def find_booking(self, *, reference: str, phone: str, email: str) -> BookingFacts | None:
        """The booking, if the phone or e-mail is that of the person who booked; otherwise None, whatever the reason."""
        ...

    def cancel(self, reference: str) -> BookingFacts: ...

    def move(self, reference: str, offer: Offer) -> BookingFacts:
        """Give the booking the offered time; the old one is kept until the new one is held."""
        ...

    def amend(self, reference: str, *, note: str | None, address: str | None, name: str | None) -> BookingFacts:
        """Change what the booking says beside its time; what is None stays."""
        ...

    def report_late(self, reference: str, minutes: int) -> BookingFacts:
        """Tell the business that the customer comes so many minutes late; the booking stays as it is."""
        ...

    def house_rules(self) -> HouseRules: ...

    def hand_off(self, *, reason: str, summary: str) -> None:
        """Ask staff to take the conversation."""
        ...

    def leave_contact(self, person: Person) -> None:
        """Where staff can reach the customer later."""
        ...
