"""Whoever does what to bookings, at once and in whatever order: no table is taken twice, no state is skipped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from businesses.contacts import CustomerDetails
from businesses.models import TRANSITIONS, Booking, BookingChange, BookingStatus, Resource
from businesses.operations import (
    cancel_booking,
    confirm_booking,
    hold_slot,
    move_booking,
    reschedule_booking,
    reseat_booking,
    seat_walk_in,
    take_back,
)
from businesses.operations.expiry import expire_holds
from businesses.queries import find_slots
from events.models import OutboxEvent
from tenants.actors import Actor
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.machines.rushes import Deed, check_timeline, lives, rush, rushes

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business

ATTENDANCE = ("arrived", "arrived", "completed", "no_show", "confirmed")
VERBS = (
    *("hold", "hold", "hold", "confirm", "confirm", "move", "cancel", "expire"),
    *ATTENDANCE, "reseat", "take_back", "take_back", "walk_in",
)  # fmt: skip
SYSTEM = Actor("system", "sweep")


def test_no_table_is_taken_twice_whatever_is_done_at_once(live_marios: Business) -> None:
    class Machine(BookingMachine):
        schema = live_marios.schema_name

    run_state_machine_as_test(Machine, settings=lives())


class BookingMachine(RuleBasedStateMachine):
    """Two tables on one evening; a hold lasts ten minutes, and the clock goes on."""

    schema: str

    def __init__(self) -> None:
        super().__init__()
        self.now = rows.NOW
        with enter(self.schema):
            rows.clear_rows()
            rows.open_daily((18, 23))
            rows.set_policy()
            self.service: Service = rows.add_service(rows.add_table("T1", 2), rows.add_table("T2", 4), needs_party=True)

    @rule(deeds=rushes(VERBS))
    def people_come(self, deeds: list[Deed]) -> None:
        with enter(self.schema):
            references = list(Booking.objects.order_by("pk").values_list("reference", flat=True))
        rush(self.schema, deeds, lambda deed, number: self.does(deed, number, references))

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def does(self, deed: Deed, number: int, references: list[str]) -> object:
        """One person's deed, or None where there is nothing to do it to."""
        if deed.verb == "hold":
            return self.hold(deed, number)
        if deed.verb == "walk_in":
            key = UUID(int=deed.which * 10 + number)
            return seat_walk_in(
                service=self.service, party_size=min(deed.much, 4), key=key, by=rows.STAFF, now=self.now
            )
        if deed.verb == "expire":
            return expire_holds(now=self.now, by=SYSTEM)
        if not references:
            return None
        reference = references[deed.which % len(references)]
        if deed.verb == "move":
            slot = self.slot(deed)
            return slot and reschedule_booking(reference=reference, slot_token=slot, by=rows.STAFF, now=self.now)
        if deed.verb in ATTENDANCE:
            return move_booking(reference=reference, to=BookingStatus(deed.verb), by=rows.STAFF, now=self.now)
        if deed.verb in {"reseat", "take_back"}:
            return self.rearrange(deed, reference)
        verbs = {"confirm": confirm_booking, "cancel": cancel_booking}
        return verbs[deed.verb](reference=reference, by=rows.STAFF, now=self.now)

    def rearrange(self, deed: Deed, reference: str) -> Booking:
        if deed.verb == "take_back":
            version = Booking.objects.get(reference=reference).version
            return take_back(reference=reference, version=version, by=rows.STAFF, now=self.now)
        tables = Resource.objects.order_by("pk").values_list("pk", flat=True)
        there = tables[deed.much % len(tables)]
        return reseat_booking(reference=reference, resource_id=there, by=rows.STAFF, now=self.now)

    def slot(self, deed: Deed) -> str | None:
        offers = find_slots(
            service=self.service, party_size=min(deed.much, 4), day=self.now.date(), days=2, now=self.now
        )
        return offers[deed.which % len(offers)].token if offers else None

    def hold(self, deed: Deed, number: int) -> Booking | None:
        token = self.slot(deed)
        person = CustomerDetails(f"Guest {deed.which}", f"+39061{deed.which:04}{number}")
        by = Actor("customer", str(deed.which))
        size = min(deed.much, 4)
        return token and hold_slot(  # type: ignore[return-value]  # an empty token is none
            slot_token=token, party_size=size, customer=person, by=by, source="chat", now=self.now
        )

    @invariant()
    def no_table_is_taken_twice(self) -> None:
        """Counted by a query that knows nothing of the constraint."""
        with enter(self.schema), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM businesses_booking a JOIN businesses_booking b"
                " ON a.id < b.id AND a.resource_id = b.resource_id AND a.during && b.during"
                " WHERE a.status IN ('held', 'confirmed', 'arrived') AND b.status IN ('held', 'confirmed', 'arrived')"
            )
            assert cursor.fetchone() == (0,)

    @invariant()
    def no_two_parties_sit_at_one_table(self) -> None:
        """Over their time too."""
        with enter(self.schema):
            tables = list(Booking.objects.filter(status="arrived").values_list("resource", flat=True))
            assert len(tables) == len(set(tables))

    @invariant()
    def nobody_sits_at_a_table_too_small(self) -> None:
        with enter(self.schema):
            taken = Booking.objects.select_related("resource").filter(status__in=("held", "confirmed", "arrived"))
            assert [each.reference for each in taken if each.party_size > each.resource.capacity] == []

    @invariant()
    def every_state_was_reached_by_its_moves(self) -> None:
        """The timeline of each booking is whole: versions without a gap, each move one that there is."""
        with enter(self.schema):
            for booking in Booking.objects.prefetch_related("changes"):
                check_timeline(booking, list(booking.changes.order_by("version")), TRANSITIONS)

    @invariant()
    def each_change_has_one_event(self) -> None:
        with enter(self.schema):
            written = BookingChange.objects.count()
            told = [f"booking:{reference}" for reference in Booking.objects.values_list("reference", flat=True)]
            assert OutboxEvent.objects.filter(aggregate__in=told).count() == written
