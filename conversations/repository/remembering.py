"""What is remembered of the customer of a conversation, on the business's own schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.models import BookingSource
from businesses.remembering.keeping import forget, learn, note_use, remember
from businesses.remembering.learning import usual_of
from businesses.remembering.opening import facts_of, notice_that_asks, opened_by
from conversations.repository.facts import RememberedFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from businesses.models import RememberedFact
    from businesses.remembering.learning import Learned
    from businesses.remembering.made import Made
    from conversations.repository.database import DatabaseRepository


@dataclass(frozen=True, slots=True)
class DatabaseRemembering:
    within: DatabaseRepository

    def asks(self) -> bool:
        return notice_that_asks() is not None

    def is_agreed(self, proved: Sequence[str]) -> bool:
        return bool(proved) and opened_by(proved).exists()

    def known(self, proved: Sequence[str]) -> tuple[RememberedFacts, ...]:
        return remembered_facts(facts_of(opened_by(proved))) if proved else ()

    def would_be(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        return remembered_facts(usual_of(made))

    def agree(self, made: Sequence[Made]) -> tuple[RememberedFacts, ...]:
        with self.within.fenced():
            by, now = self.within.actor, self.within.now()
            consent = remember(made=made, means=BookingSource.CHAT, by=by, now=now)
            return remembered_facts(facts_of([consent]))

    def learn(self, proved: Sequence[str], made: Made) -> None:
        if not self.is_agreed(proved):
            return
        with self.within.fenced():
            for consent in opened_by(proved)[:1]:
                learn(consent=consent, made=[made], now=self.within.now())

    def note_use(self, proved: Sequence[str], facts: Sequence[RememberedFacts]) -> None:
        told = {(each.kind, each.relation) for each in facts}
        with self.within.fenced():
            used = [each for each in facts_of(opened_by(proved)) if (each.kind, each.relation) in told]
            note_use(facts=used, by=self.within.actor, now=self.within.now())

    def forget(self, proved: Sequence[str]) -> bool:
        if not self.is_agreed(proved):
            return False
        with self.within.fenced():
            return bool(forget(consents=opened_by(proved), by=self.within.actor, now=self.within.now()))


def remembered_facts(found: Iterable[RememberedFact | Learned]) -> tuple[RememberedFacts, ...]:
    """Each kind once for each of whom it is: what was agreed to last stands over what was before."""
    first: dict[tuple[str, str], RememberedFacts] = {}
    for each in found:
        first.setdefault((each.kind, each.relation), RememberedFacts(each.kind, each.relation, each.key, each.words))
    return tuple(first.values())
