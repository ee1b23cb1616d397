"""What a member reads and changes of the business in their own conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from businesses.by_word.changing import change_by_word, preview
from businesses.dashboard.periods import compared
from businesses.dashboard.queries import dashboard_of
from businesses.exchange.errors import TableNotAllowed
from businesses.exchange.undoing import undo_import
from businesses.models import CatalogueImport
from conversations.models import Conversation
from conversations.repository.facts import AlteredFacts, PreviewFacts, RowFacts, UnkeptFacts
from reports import by_word as reports
from reports.by_word import ReportWish
from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.permissions import Permission
from tenants.rules import permissions_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from businesses.dashboard.queries import Dashboard
    from businesses.exchange.planning import Change
    from businesses.models import Booking
    from conversations.repository.database import DatabaseRepository
    from conversations.repository.facts import MemberWish
    from reports.by_word import Running
    from tenants.models import User


@dataclass(frozen=True, slots=True)
class DatabaseManagement:
    within: DatabaseRepository

    def permissions(self) -> frozenset[str]:
        try:
            return self._member()[1]
        except TableNotAllowed:
            return frozenset()

    def preview(self, wish: MemberWish) -> PreviewFacts:
        member, permissions = self._member()
        if isinstance(wish, ReportWish):
            shown = reports.show(wish, member=member, permissions=permissions, now=self.within.now())
            return PreviewFacts(shown.digest, (RowFacts("reports", "new", shown.title, ()),), report=shown)
        found = preview(wish, permissions=permissions, now=self.within.now())
        return PreviewFacts(
            digest=found.digest,
            rows=tuple(map(row_facts, found.changes)),
            unkept=tuple(map(unkept_facts, found.unkept)),
            before=found.before,
            hours=found.hours,
        )

    def dashboard(self, first: date, last: date) -> Dashboard:
        _member, permissions = self._member()
        if Permission.FIGURES_VIEW not in permissions:
            raise TableNotAllowed
        return dashboard_of(*compared(first, last))

    def running_reports(self) -> tuple[Running, ...]:
        return reports.running(self.permissions())

    def make(self, wish: MemberWish, *, shown: str, told: str) -> AlteredFacts:
        member, permissions = self._member()
        if isinstance(wish, ReportWish):
            with self.within.fenced():
                name = reports.do(
                    wish,
                    change_id=self._id(),
                    digest=shown,
                    member=member,
                    permissions=permissions,
                    now=self.within.now(),
                )
            return self.tells("altered", AlteredFacts(name, told))
        with self.within.fenced():
            kept = change_by_word(
                change_id=self._id(),
                told=told,
                wish=wish,
                digest=shown,
                by=actor_of(member),
                permissions=permissions,
                now=self.within.now(),
            )
        return self.stands("altered", kept)

    def take_back(self, change: str) -> AlteredFacts:
        member, permissions = self._member()
        if reports.is_of_reports(change):
            with self.within.fenced():
                told = reports.take_back(change, member=member, permissions=permissions, now=self.within.now())
            return self.tells("taken_back", AlteredFacts(change, told))
        with self.within.fenced():
            undone = undo_import(import_id=UUID(change), by=actor_of(member), permissions=permissions)
        return self.stands("taken_back", undone)

    def stands(self, deed: str, kept: CatalogueImport) -> AlteredFacts:
        """The change as committed, kept as what this turn has done."""
        return self.tells(deed, AlteredFacts(str(kept.pk), kept.name))

    def tells(self, deed: str, found: AlteredFacts) -> AlteredFacts:
        self.within.committed.append((deed, found))
        return found

    def recall(self, *, since: datetime) -> None:
        """As ``DatabaseRepository.recall``: the change of this very turn, if an earlier run of it has made one."""
        made = CatalogueImport.objects.filter(pk=self._id(), imported_at__gt=since).first()
        if made is not None:
            self.stands("altered", made)
        elif done := reports.done_by(self._id()):
            self.tells("altered", AlteredFacts(*done))

    def _id(self) -> UUID:
        """The conversation and the turn name the change: the same turn makes it once."""
        return uuid5(self.within.conversation_id, str(self.within.first))

    def _member(self) -> tuple[User, frozenset[str]]:
        """Whose conversation it is, and what they may do now. Raises ``TableNotAllowed`` where it is no person's."""
        member = Conversation.objects.select_related("member").get(pk=self.within.conversation_id).member
        if member is None:
            raise TableNotAllowed
        return member, permissions_of(member, current_schema())


def row_facts(change: Change) -> RowFacts:
    cells = tuple((name, was, becomes) for name, (was, becomes) in change.differing.items())
    return RowFacts(change.table, change.what, change.called, cells)


def unkept_facts(booking: Booking) -> UnkeptFacts:
    zone = current_business().zone
    return UnkeptFacts(booking.reference, booking.customer.name, booking.during.lower.astimezone(zone))
