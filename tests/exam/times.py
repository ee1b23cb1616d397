"""Free times for the slots of a case, found among those the business offers."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

from tests.exam.cases import Weekday, Wish
from tests.exam.demo import demo_business
from tests.exam.verdicts import NotPut
from tests.exam.wording import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tests.exam.cases import Case
    from tests.exam.client import Client

WEEKDAYS: tuple[str, ...] = get_args(Weekday)
APART = timedelta(hours=3)  # from what another customer talks about at the same time
MOST_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A time found; the wish with what it took over from another."""

    wish: Wish
    spoken: Spoken

    @property
    def start(self) -> datetime:
        return self.spoken.at

    @property
    def party(self) -> int:
        return self.wish.party or 1

    def word(self, form: str) -> str:
        given = {"party": str(self.party), "service": self.wish.service or ""}
        return given[form] if form in given else self.spoken.word(form)


@dataclass
class Times:
    """Gives each case times of its own: customers who talk at once do not want the same."""

    client: Client
    lock: threading.Lock = field(default_factory=threading.Lock)
    taken: dict[str, dict[str, list[datetime]]] = field(default_factory=dict)

    def find(self, case: Case, *, seed: str) -> dict[str, Slot]:
        """A time for each slot, claimed until ``give_back``.  Raises NotPut where none fits."""
        with self.lock:
            others = [start for starts in self.taken.get(case.business, {}).values() for start in starts]
            found = _Search(self.client, case, random.Random(f"{case.id} {seed}"), others).all_slots()
            self.taken.setdefault(case.business, {})[case.id] = [slot.start for slot in found.values()]
        return found

    def give_back(self, case: Case) -> None:
        self.taken.get(case.business, {}).pop(case.id, None)

    def is_free(self, business: str, slot: Slot) -> bool:
        return slot.start in offered(self.client, business, slot.wish, slot.start.date(), 1, fresh=True)


def offered(
    client: Client, business: str, wish: Wish, first: date, days: int, *, fresh: bool = False
) -> dict[datetime, str]:
    return client.offered(
        business, first, days, service=wish.service or "", party=wish.party or 1, staff=wish.staff or "", fresh=fresh
    )


class _Search:
    """One case's slots in order, going back where a later one finds no time."""

    def __init__(self, client: Client, case: Case, chance: random.Random, others: list[datetime]) -> None:
        self.client, self.case, self.chance, self.others = client, case, chance, others
        self.zone = demo_business(case.business).zone
        self.today = datetime.now(self.zone).date()
        self.found: dict[str, Slot] = {}

    def all_slots(self) -> dict[str, Slot]:
        if not self._fill(list(self.case.slots)):
            raise NotPut("no free time fits the case")
        return self.found

    def _fill(self, names: list[str]) -> bool:
        if not names:
            return True
        for slot in self._candidates(self.case.slots[names[0]]):
            self.found[names[0]] = slot
            if self._fill(names[1:]) and self._is_still_free(slot):
                return True
            del self.found[names[0]]
        return False

    def _is_still_free(self, slot: Slot) -> bool:
        wish = slot.wish
        return not wish.free or slot.start in self._offered(wish, slot.start.date(), 1, fresh=True)

    def _candidates(self, wish: Wish) -> Iterator[Slot]:
        base = self.found[wish.of] if wish.of else None
        wish = _inherited(wish, base.wish) if base else wish
        starts = list(self._relative(wish, base.start) if base else self._absolute(wish))
        starts = sorted(s for s in starts if _has_minute(wish, s) and wish.since <= s.time() <= wish.until)
        chosen = starts[:1] if wish.earliest else self.chance.sample(starts, len(starts))
        for start in chosen[:MOST_CANDIDATES]:
            if wish.earliest or all(abs(start - other) >= APART for other in self.others):
                yield Slot(wish, Spoken(start, self.case.lang, (start.date() - self.today).days))

    def _absolute(self, wish: Wish) -> Iterable[datetime]:
        first, last = wish.ahead
        starts: Iterable[datetime]
        if wish.at is not None and not wish.free:
            days = (self.today + timedelta(days=ahead) for ahead in range(first, last + 1))
            starts = [datetime.combine(day, wish.at, self.zone) for day in days]
        else:
            starts = self._offered(wish, self.today + timedelta(days=first), last - first + 1)
        return (start for start in starts if not wish.weekday or WEEKDAYS[start.weekday()] in wish.weekday)

    def _relative(self, wish: Wish, base: datetime) -> Iterable[datetime]:
        days = wish.days
        if wish.weekday:
            days = (WEEKDAYS.index(wish.weekday[0]) - base.weekday() - 1) % 7 + 1
        target = base + timedelta(days=days, minutes=wish.minutes)  # by the clock on the wall
        starts = self._offered(wish, target.date(), 1)
        return (start for start in starts if (start != base if wish.is_windowed else start == target))

    def _offered(self, wish: Wish, first: date, days: int, *, fresh: bool = False) -> dict[datetime, str]:
        return offered(self.client, self.case.business, wish, first, days, fresh=fresh)


def _has_minute(wish: Wish, start: datetime) -> bool:
    return not wish.minute or start.minute in wish.minute


def _inherited(wish: Wish, base: Wish) -> Wish:
    """What a relative wish leaves open is as in the other."""
    left_open: dict[str, Any] = {
        name: getattr(base, name) for name in ("service", "party", "staff") if name not in wish.model_fields_set
    }
    return wish.model_copy(update=left_open)
