"""The repository's twin in memory: the same promises, without a database.  ``test_repository`` holds both to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from businesses.availability.diary import Diary, Terms, Unit
from businesses.availability.diary import Wish as Stay
from businesses.availability.intervals import Interval, is_free
from businesses.availability.offers import bookable_window, offers
from businesses.availability.openings import HoursBook, opening_at, openings_beginning, openings_touching
from businesses.availability.refusals import Unavailable, day_refusal, party_refusal, time_refusal
from businesses.availability.walltime import instants, local_day
from businesses.errors import SlotTaken, TooLateToChange
from businesses.references import new_reference
from businesses.remembering.errors import NotAsked
from conversations.errors import TurnSuperseded
from conversations.models import HouseRules
from conversations.repository.facts import BookingFacts, Offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from businesses.desk import Desk, ServiceFacts
    from businesses.remembering.made import Made
    from conversations.repository.facts import OrderFacts, Person, QuotedFacts, RememberedFacts, Wish
    from conversations.repository.protocol import Management, Orders, Waits

TERMS = Terms(lead=timedelta(hours=1), horizon_days=60, step=timedelta(minutes=15), max_party=8)
NOTICE = timedelta(hours=2)


@dataclass
class Kept:
    facts: BookingFacts
    unit: int
    stay: Interval
    contact: frozenset[str]


@dataclass(frozen=True)
class Forgetful:
    """Where the business does not ask whether to remember anybody: nobody is known."""

    def asks(self) -> bool:
        return False

    def is_agreed(self, proved: Sequence[str]) -> bool:
        del proved
        return False

    def known(self, proved: Sequence[str]) -> tuple[RememberedFacts, ...]:
        del proved
        return ()

    def would_be(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        del made
        return ()

    def agree(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        raise NotAsked

    def learn(self, proved: Sequence[str], made: Made) -> None:
        del proved, made

    def note_use(self, proved: Sequence[str], facts: Sequence[RememberedFacts]) -> None:
        del proved, facts

    def forget(self, proved: Sequence[str]) -> bool:
        del proved
        return False


@dataclass
class MemoryRepository:
    the_desk: Desk
    units: tuple[Unit, ...]
    moment: datetime
    is_superseded: bool = False
    bookings: list[Kept] = field(default_factory=list)
    booked_in_turn: str = ""
    handed_off: list[tuple[str, str]] = field(default_factory=list)
    contacts: list[Person] = field(default_factory=list)
    committed: list[tuple[str, BookingFacts | OrderFacts]] = field(default_factory=list)
    rules: HouseRules = field(default_factory=HouseRules)

    def transcript(self, most: int) -> list[tuple[str, str]]:
        del most
        return []

    def keep_claim(self) -> None:
        self._assert_mine()

    def who_serves(self, offer: Offer) -> str:
        return ""

    def report_late(self, reference: str, minutes: int) -> BookingFacts:
        self._assert_mine()
        return self._stands("late", self._kept(reference).facts)

    def amend(self, reference: str, *, note: str | None, address: str | None, name: str | None) -> BookingFacts:
        self._assert_mine()
        kept = self._kept(reference)
        before = kept.facts
        kept.facts = replace(
            before, note=note or before.note, address=address or before.address, name=name or before.name
        )
        return self._stands("amended", kept.facts)

    def _stands(self, deed: str, facts: BookingFacts) -> BookingFacts:
        self.committed.append((deed, facts))
        return facts

    def quoted(self, question: str, language: str) -> QuotedFacts | None:
        del question, language
        return None

    def tried(self, subject: str, target: str = "") -> str | None:
        del subject, target
        return None

    def note_gap(self, question: str, language: str) -> None:
        self._assert_mine()
        del question, language

    def stems(self, words: Sequence[str], language: str) -> Mapping[str, str]:
        raise LookupError("No model words what this repository's customers are told.")

    @property
    def orders(self) -> Orders:
        raise LookupError("This repository keeps no orders: its desks take none.")

    @property
    def waiting(self) -> Waits:
        raise LookupError("This repository keeps no waiting list.")

    @property
    def remembering(self) -> Forgetful:
        return Forgetful()

    @property
    def management(self) -> Management:
        raise LookupError("This repository changes no business.")

    def now(self) -> datetime:
        return self.moment

    def desk(self) -> Desk:
        return self.the_desk

    def times(self, wish: Wish) -> list[Offer]:
        window = self._window(wish.day, 1)
        found = self._offers(wish, window)
        return [each for each in found if wish.at is None or each["start"][11:16] == f"{wish.at:%H:%M}"]

    def nearest(self, wish: Wish) -> list[Offer]:
        zone = self.the_desk.business.zone
        wall = instants(wish.day, wish.at or time(19), zone)
        around = wall[0] if wall else local_day(wish.day, zone)[0]
        found = self._offers(wish, self._window(wish.day - timedelta(days=3), 7))
        return sorted(found, key=lambda each: abs(datetime.fromisoformat(each["start"]) - around))[:3]

    def why_not(self, wish: Wish) -> Unavailable | None:
        refusal = party_refusal(self.units, wish.people, TERMS.max_party)
        diary = self._diary(wish.day, 1)
        refusal = refusal or day_refusal(diary, wish.day, self.moment, TERMS)
        if refusal is None and wish.at is not None:
            refusal = time_refusal(diary, self._stay(wish), TERMS, wish.day, wish.at, self.moment)
        elif refusal is None and not self.times(wish):
            refusal = Unavailable("full")
        return replace(refusal, day=wish.day, at=wish.at, stay=self._stay(wish).duration) if refusal else None

    def next_opening(self, day: date) -> date | None:
        zone = self.the_desk.business.zone
        found = openings_beginning(self._book(), day, 60, zone)
        return found[0].start.astimezone(zone).date() if found else None

    def is_open(self) -> bool:
        zone = self.the_desk.business.zone
        today = self.moment.astimezone(zone).date()
        return opening_at(openings_touching(self._book(), today, 1, zone), self.moment) is not None

    def bookings_between(self, first: date, last: date) -> tuple[int, int]:
        found = [each.facts for each in self.bookings if first <= each.facts.starts_at.date() <= last]
        counted = [each for each in found if each.status == "confirmed"]
        return len(counted), sum(each.people for each in counted)

    def book(self, *, offer: Offer, people: int, person: Person, note: str, address: str) -> BookingFacts:
        self._assert_mine()
        if self.booked_in_turn:
            return self._stands("booked", self.own_booking(self.booked_in_turn))
        unit, stay = self._claimed(offer, people)
        zone, start = self.the_desk.business.zone, stay.start
        service = self._service(int(offer["token"].split(":")[2]))
        facts = BookingFacts(
            reference=new_reference(),
            status="confirmed",
            version=2,
            service=service.id,
            service_name=service.name,
            needs_party=service.needs_party,
            resource=unit.name,
            people=people,
            starts_at=start.astimezone(zone),
            ends_at=stay.end.astimezone(zone),
            cancel_by=start - NOTICE,
            name=person.name,
            phone=person.phone,
            email=person.email,
            note=note,
            address=address,
        )
        self.bookings.append(Kept(facts, unit.id, stay, frozenset({person.phone, person.email} - {""})))
        self.booked_in_turn = facts.reference
        return self._stands("booked", facts)

    def own_booking(self, reference: str) -> BookingFacts:
        return self._kept(reference).facts

    def find_booking(self, *, reference: str, phone: str, email: str) -> BookingFacts | None:
        found = [each for each in self.bookings if each.facts.reference == reference]
        return found[0].facts if found and found[0].contact & {phone, email} else None

    def cancel(self, reference: str) -> BookingFacts:
        self._assert_mine()
        kept = self._kept(reference)
        if self.moment > kept.facts.cancel_by:
            raise TooLateToChange(cancel_by=kept.facts.cancel_by, phone="")
        kept.facts = replace(kept.facts, status="cancelled")
        return self._stands("cancelled", kept.facts)

    def move(self, reference: str, offer: Offer) -> BookingFacts:
        self._assert_mine()
        kept, zone = self._kept(reference), self.the_desk.business.zone
        people = int(offer["token"].split(":")[1])
        unit, kept.stay = self._claimed(offer, people)
        kept.unit = unit.id
        kept.facts = replace(
            kept.facts,
            people=people,
            starts_at=kept.stay.start.astimezone(zone),
            ends_at=kept.stay.end.astimezone(zone),
        )
        return self._stands("moved", kept.facts)

    def house_rules(self) -> HouseRules:
        return self.rules

    def hand_off(self, *, reason: str, summary: str) -> None:
        self._assert_mine()
        self.handed_off.append((reason, summary))

    def leave_contact(self, person: Person) -> None:
        self._assert_mine()
        self.contacts.append(person)

    def _assert_mine(self) -> None:
        if self.is_superseded:
            raise TurnSuperseded

    def _kept(self, reference: str) -> Kept:
        return next(each for each in self.bookings if each.facts.reference == reference)

    def _claimed(self, offer: Offer, people: int) -> tuple[Unit, Interval]:
        wanted = Interval(*(datetime.fromisoformat(offer[end]).astimezone(UTC) for end in ("start", "end")))
        taken = self._taken()
        free = [unit for unit in self.units if unit.takes(people) and is_free(taken.get(unit.id, ()), wanted)]
        if not free:
            raise SlotTaken(())
        return free[0], wanted

    def _taken(self) -> dict[int, tuple[Interval, ...]]:
        live = [each for each in self.bookings if each.facts.status == "confirmed"]
        return {unit.id: tuple(sorted(each.stay for each in live if each.unit == unit.id)) for unit in self.units}

    def _book(self) -> HoursBook:
        return self.the_desk.hours

    def _diary(self, day: date, days: int) -> Diary:
        zone = self.the_desk.business.zone
        openings = tuple(openings_touching(self._book(), day, days, zone))
        return Diary(zone=zone, openings=openings, units=self.units, taken=self._taken())

    def _stay(self, wish: Wish) -> Stay:
        return Stay(party_size=wish.people, duration=timedelta(minutes=self._service(wish.service).minutes))

    def _service(self, key: int) -> ServiceFacts:
        return next(each for each in self.the_desk.services if each.id == key)

    def _window(self, day: date, days: int) -> Interval:
        zone = self.the_desk.business.zone
        return Interval(local_day(day, zone)[0], local_day(day + timedelta(days=days), zone)[0])

    def _offers(self, wish: Wish, asked: Interval) -> list[Offer]:
        zone = self.the_desk.business.zone
        allowed = bookable_window(self.moment, TERMS, zone)
        window = Interval(max(asked.start, allowed.start), min(asked.end, allowed.end))
        diary = self._diary(asked.start.astimezone(zone).date(), (asked.end - asked.start).days + 1)
        return [
            {
                "start": each.stay.start.astimezone(zone).isoformat(),
                "end": each.stay.end.astimezone(zone).isoformat(),
                "resource": each.unit.name,
                "token": f"memory:{wish.people}:{wish.service}",
            }
            for each in offers(diary, self._stay(wish), TERMS, window)
        ]
