"""Getting on the waiting list, and one's place in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.availability.offers import bookable_window
from businesses.availability.walltime import reckonable
from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.events import WAITING_JOINED, WAITING_RANKED
from businesses.models import BookingPolicy, BookingSource, Waiting
from businesses.operations.caps import counted, is_limited
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.parties import check_party
from businesses.operations.waiting.timeline import in_line, move, tell
from businesses.queries.hours import business_day
from businesses.queries.pages import read_page
from businesses.queries.waiting import waiting_called, waits_of_same_person
from businesses.waiting.errors import (
    AlreadyWaiting,
    NothingToWaitFor,
    NotOnTheList,
    NoWaitingList,
    StaffNotForService,
    TooManyWaits,
)
from businesses.waiting.windows import WaitingWish, window_of
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

MOST_WAITS = 5
"""Places one contact may have on the list at a time."""
MOST_PRIORITY = 9


def join_list(
    *,
    wish: WaitingWish,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    note: str = "",
    address: str = "",
    priority: int = 0,
    now: datetime | None = None,
) -> Waiting:
    """Put a customer on the list.

    Only staff put somebody before others by ``priority``, add who gave no contact, and for a party that customers
    cannot book. Raises ``NoWaitingList``, ``NothingToWaitFor``, ``WindowNotValid``, ``StaffNotForService``,
    ``AlreadyWaiting``, ``TooManyWaits``, ``PartyTooLarge`` and the like, ``ContactNotValid``, ``WaitingBusy``,
    ``BookingsTooFast``.
    """
    moment, source = now or timezone.now(), BookingSource(source)
    is_by_staff = by.kind == "staff"
    if not is_by_staff and not BookingPolicy.current().keeps_waiting_list:
        raise NoWaitingList
    details = checked(customer, current_business(), is_contact_required=not is_by_staff)
    first, last = _window(wish, by=by, now=moment)

    def join() -> Waiting:
        waiting = Waiting(
            service=wish.service,
            staff=wish.staff,
            customer=known_or_new_customer(details),
            party_size=wish.party_size,
            day=wish.day,
            earliest_at=first,
            latest_at=last,
            priority=min(max(priority, 0), MOST_PRIORITY) if is_by_staff else 0,
            source=source,
            note=plain_note(note, LONGEST_NOTE),
            address=plain_note(address, LONGEST_ADDRESS),
            created_at=moment,
            changed_at=moment,
        )
        _check_person(waiting, by=by)
        waiting.save(force_insert=True)
        tell(waiting, event=WAITING_JOINED, by=by)
        return waiting

    with counted(source=source, by=by):
        return in_line(join)


def rank_waiting(*, reference: str, priority: int, by: Actor, now: datetime | None = None) -> Waiting:
    """Let somebody go before those of a smaller priority (0 to 9); raises ``WaitingNotFound``, ``NotOnTheList``."""

    def rank() -> Waiting:
        waiting, wanted = waiting_called(reference), min(max(priority, 0), MOST_PRIORITY)
        if not waiting.is_on_the_list:
            raise NotOnTheList
        if waiting.priority == wanted:
            return waiting
        at = now or timezone.now()
        return move(waiting, to=waiting.status, event=WAITING_RANKED, by=by, at=at, priority=wanted)

    return in_line(rank)


def _window(wish: WaitingWish, *, by: Actor, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last start that suits, if something may come free between them."""
    wish = replace(wish, day=reckonable(wish.day))
    window = window_of(wish, meant=business_day(wish.day), zone=current_business().zone)
    _check_wish(wish, window, by=by, now=now)
    return window


def _check_wish(wish: WaitingWish, window: tuple[datetime, datetime], *, by: Actor, now: datetime) -> None:
    page = read_page(
        service=wish.service,
        party_size=wish.party_size,
        first=wish.day,
        days=1,
        now=now,
        staff=wish.staff,
        is_for_staff=by.kind == "staff",
    )
    if wish.staff is not None and not page.diary.units:
        raise StaffNotForService
    check_party(page, by=by)
    allowed = bookable_window(now, page.terms, page.diary.zone)
    first, last = max(window[0], allowed.start), min(window[1], allowed.end)
    # A stay that begins in the window while the door is open: then something may come free.
    is_open = any(
        opening.start <= last and first + page.wish.duration <= opening.end for opening in page.diary.openings
    )
    if not wish.service.is_active or first > last or not is_open:
        raise NothingToWaitFor


def _check_person(waiting: Waiting, *, by: Actor) -> None:
    theirs = Waiting.objects.on_the_list().filter(waits_of_same_person(waiting.customer))
    same = theirs.filter(service=waiting.service, day=waiting.day, party_size=waiting.party_size, staff=waiting.staff)
    if same.filter(earliest_at=waiting.earliest_at, latest_at=waiting.latest_at).exists():
        raise AlreadyWaiting
    if is_limited(by) and theirs.count() >= MOST_WAITS:
        raise TooManyWaits
