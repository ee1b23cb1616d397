"""A customer who types to the graph, on the repository in memory: no database, no wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import translation

from agents.desk import Taught, read_vocabulary
from agents.roster.briefs import briefed_by
from businesses.availability.diary import Unit
from businesses.availability.openings import HoursBook
from businesses.desk import BusinessFacts, Desk, ItemFacts, ServiceFacts, StaffFacts
from conversations.engine.graph import compiled, dumped
from conversations.engine.scene import Scene
from conversations.engine.speaking import language_spoken
from conversations.engine.state import MEMORY, TurnWork
from conversations.engine.turn import TurnContext
from tests.conversations.memory_repository import MemoryRepository

if TYPE_CHECKING:
    from conversations.engine.state import Memory

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
"""A Wednesday."""
DAILY = {weekday: ((time(9), time(23)),) for weekday in range(1, 8)}


def with_words(desk: Desk) -> Desk:
    """The desk with what the assistant adds to it."""
    desk.added.update({"vocabulary": read_vocabulary(desk), "taught": Taught(), "briefs": briefed_by(())})  # type: ignore[attr-defined]
    return desk


def restaurant() -> Desk:
    business = BusinessFacts(
        name="Marios",
        category="food",
        country="IT",
        currency="EUR",
        zone=ZoneInfo("Europe/Rome"),
        phone="+390612345678",
        address="Via Roma 1",
        about="Street parking is free after eight. Card and cash are welcome.",
    )
    items = (
        ItemFacts(1, "Pasta", "Carbonara", price=Decimal("14.50"), allergens=("gluten", "eggs", "milk")),
        ItemFacts(2, "Pasta", "Boscaiola", "Mushrooms and sausage.", price=Decimal("13.00"), allergens=("gluten",)),
        ItemFacts(3, "Dolci", "Torta della nonna", "Pine nuts.", price=Decimal("6.50"), allergens=("gluten", "nuts")),
    )
    table = ServiceFacts(1, "Table", 90, needs_party=True, aliases=("table", "mesa", "tisch", "tavolo"))
    return with_words(Desk(business, HoursBook(weekly=DAILY), services=(table,), items=items, added={}))


def salon() -> Desk:
    business = BusinessFacts(
        name="Bella",
        category="beauty",
        country="GB",
        currency="GBP",
        zone=ZoneInfo("Europe/London"),
        phone="+442079460182",
    )
    services = (
        ServiceFacts(1, "Haircut", 45, needs_party=False, description="Wash, cut and blow-dry.", price=Decimal(48)),
        ServiceFacts(2, "Full colour", 120, needs_party=False, price=Decimal(95), aliases=("colour",)),
        ServiceFacts(3, "Beard trim", 20, needs_party=False, price=Decimal(18), aliases=("beard",)),
    )
    staff = (StaffFacts(1, "Sofia"), StaffFacts(2, "Theo"))
    days = {weekday: ((time(9), time(19)),) for weekday in range(1, 8)}
    return with_words(Desk(business, HoursBook(weekly=days), services=services, staff=staff, added={}))


class MemoryTalk:
    """One conversation; ``turn`` is the work of the last turn."""

    def __init__(self, desk: Desk, units: int = 3, now: datetime = NOW) -> None:
        self.desk = desk
        self.repository = MemoryRepository(
            desk, tuple(Unit(each, f"Unit {each}", 8) for each in range(1, units + 1)), now
        )
        self.memory: dict[str, Any] = {}
        self.turn: dict[str, Any] = {}
        self.locale = "en"
        self.replies: list[str] = []

    def say(self, text: str) -> str:
        memory: Memory = MEMORY.validate_python(self.memory)
        self.locale, tongue = language_spoken([text], memory, self.locale, self.desk)
        context = TurnContext(self.repository, self.repository.moment, self.desk, locale=self.locale)
        self.repository.committed, self.repository.booked_in_turn = [], ""
        work = TurnWork(texts=(text,), locale=self.locale, tongue=tongue)
        with translation.override(self.locale):
            after = compiled().invoke(dumped(Scene(memory, work, context)), context=context)
        self.memory, self.turn = after["memory"], after["work"]
        told = self.turn["reply"]
        self.replies.append("\n".join(filter(None, [*told["told"], told["question"]])))
        return self.replies[-1]

    @property
    def needs(self) -> list[str]:
        return list(self.turn["reply"]["needs"])

    @property
    def booked(self) -> list[Any]:
        """The bookings as they stand."""
        return [kept.facts for kept in self.repository.bookings]

    def until_read_back(self, wish: str = "a table for 2 people on Friday 4 December at 20:00") -> str:
        """A booking as far as the question for a yes; the reply that asks it."""
        for line in (wish, "Anna Rossi", "anna@example.com"):
            if "confirm" not in (self.turn.get("reply") or {}).get("needs", []):
                self.say(line)
        assert "confirm" in self.needs, self.replies
        return self.replies[-1]
