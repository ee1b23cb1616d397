"""The dashboard flow: an owner says what is to change, sees exactly that, says yes, and can take it back."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from audit.models import Entry
from businesses.by_word.events import BUSINESS_CHANGED
from businesses.models import (
    Booking,
    CatalogueImport,
    HoursException,
    ImportOrigin,
    ImportState,
    MenuItem,
    MenuSection,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
from businesses.queries import opening_hours_on
from conversations.operations import turns
from events.models import OutboxEvent
from knowledge.models import Gap
from tenants.context import current_schema, enter
from tenants.models import Membership, Role
from tests.conversations.owning import OwnersTalk
from tests.conversations.talking import Talk, a_day, today
from tests.conversations.test_dialogue_waiting import fill
from tests.conversations.test_turns import Killed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

EVE = date(a_day().year + 2, 12, 31)
"""Further ahead than the desk knows the exceptions of the hours."""
SATURDAY = a_day(6)


@pytest.fixture
def owner(live_marios: Business) -> Iterator[OwnersTalk]:
    with enter(live_marios.schema_name):
        WeeklyHours.objects.all().delete()
        for weekday in range(1, 8):
            for opens, closes in ((time(12), time(15)), (time(18), time(22, 30))):
                WeeklyHours.objects.create(weekday=weekday, opens=opens, closes=closes)
        yield OwnersTalk(live_marios)


@pytest.fixture
def dish(owner: OwnersTalk) -> MenuItem:
    MenuSection.objects.all().delete()
    section = MenuSection.objects.create(name="Desserts")
    return MenuItem.objects.create(section=section, name="Panna cotta", price=Decimal("6.00"))


def spans(day: date) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in opening_hours_on(day).spans]


def said(day: date) -> str:
    return f"{day:%-d} {day:%B} {day:%Y}"


def test_hours_are_shown_changed_at_a_yes_and_taken_back(owner: OwnersTalk) -> None:
    friday = a_day(5)
    shown = owner.say(f"close at 11 pm from {said(friday)}")
    assert "23:00" in shown
    assert owner.turn["stage"] == "CONFIRMATION"
    assert spans(friday) == ["12:00-15:00", "18:00-22:30"]

    assert owner.say("yes").startswith("Done: Closing at 23:00")
    assert spans(friday) == spans(friday + timedelta(days=7)) == ["12:00-15:00", "18:00-23:00"]
    assert spans(friday - timedelta(days=1)) == ["12:00-15:00", "18:00-22:30"]

    assert "as before" in owner.say("undo that")
    assert spans(friday) == ["12:00-15:00", "18:00-22:30"]
    assert "Nothing was changed" in owner.say("undo that")


def test_a_no_changes_nothing(owner: OwnersTalk) -> None:
    owner.say(f"closed on {said(EVE)}")
    assert "nothing was changed" in owner.say("no, leave it")
    assert not HoursException.objects.exists()
    assert "yes" not in owner.say("yes").lower()
    assert not CatalogueImport.objects.exists()


def test_what_is_being_arranged_is_let_go_before_what_was_done_is_taken_back(owner: OwnersTalk) -> None:
    owner.say(f"closed on {said(EVE)}")
    owner.say("yes")
    owner.say(f"closed on {said(SATURDAY)}")
    assert "nothing was changed" in owner.say("scrap that")
    assert [each.date for each in HoursException.objects.all()] == [EVE], "what was done before stands"
    assert "as before" in owner.say("undo that")
    assert not HoursException.objects.exists()


def test_of_a_change_of_several_rows_the_record_says_that_there_are_more(owner: OwnersTalk, dish: MenuItem) -> None:
    for name in ("Tiramisù", "Cannoli"):
        MenuItem.objects.create(section=dish.section, name=name, price=Decimal(5))
    owner.say("all desserts 10% more expensive")
    assert "2 more" in owner.say("yes")
    assert "2 more" in CatalogueImport.objects.get().name


def test_a_correction_is_read_back_anew(owner: OwnersTalk) -> None:
    owner.say(f"closed on {said(EVE)}")
    other = EVE - timedelta(days=7)
    reply = owner.say(f"no wait, {said(other)}")
    assert f"{other.day} December" in reply
    owner.say("yes")
    assert [each.date for each in HoursException.objects.all()] == [other]


def test_what_is_missing_is_asked_for(owner: OwnersTalk, dish: MenuItem) -> None:
    MenuSection.objects.create(name="Drinks")
    MenuItem.objects.create(section=MenuSection.objects.get(name="Drinks"), name="Espresso", price=Decimal(2))
    owner.say("add lemon tart for 6.50")
    assert owner.turn["needs"] == ["section"]
    assert {each["text"] for each in owner.turn["reply"]["quick_replies"]} == {"Desserts", "Drinks"}
    assert "€6.50" in owner.say("Desserts")
    owner.say("yes")
    made = MenuItem.objects.get(name="Lemon tart")
    assert (made.section.name, made.price, made.allergens) == ("Desserts", Decimal("6.50"), None)


def test_a_day_may_be_every_such_day(owner: OwnersTalk) -> None:
    owner.say(f"closed on {said(SATURDAY)}")
    every = next(each["text"] for each in owner.turn["reply"]["quick_replies"] if each["text"].startswith("Every"))
    assert every == "Every Saturday"
    owner.say(every)
    owner.say("yes")
    assert spans(SATURDAY) == spans(SATURDAY + timedelta(days=7)) == []
    assert not HoursException.objects.exists()


def test_two_wishes_of_one_message_come_one_after_the_other(owner: OwnersTalk) -> None:
    StaffMember.objects.all().delete()
    luca = StaffMember.objects.create(name="Luca")
    first = owner.say(f"closed on {said(EVE)} and Luca is off on {said(SATURDAY)}")
    assert "closed" in first
    assert "Luca" not in first
    then = owner.say("yes")
    assert "Done" in then
    assert "Luca" in then
    owner.say("yes")
    assert [(each.member, each.first, each.last) for each in TimeOff.objects.all()] == [(luca, SATURDAY, SATURDAY)]


def test_prices_and_what_is_sold_out(owner: OwnersTalk, dish: MenuItem) -> None:
    assert "€6.50 (so far €6.00)" in owner.say("put panna cotta up by 50 cents")
    owner.say("yes")
    dish.refresh_from_db()
    assert dish.price == Decimal("6.50")
    owner.say("the panna cotta is sold out")
    owner.say("yes")
    dish.refresh_from_db()
    assert not dish.is_available
    assert "already" in owner.say("the panna cotta is sold out")


def test_bookings_that_cannot_be_kept_are_named_before_the_yes(owner: OwnersTalk) -> None:
    booked = fill(SATURDAY, 18)
    reply = owner.say(f"closed on {said(SATURDAY)}")
    assert f"{len(booked)} bookings cannot be kept" in reply
    assert "Greta" in reply
    owner.say("yes")
    assert Booking.objects.filter(status="confirmed").count() == len(booked), "staff or the customer move them"
    kept = CatalogueImport.objects.get()
    assert "Greta" not in kept.name, "the record of a change names no customer"


@pytest.mark.parametrize("role", [Role.STAFF, Role.ANALYST])
def test_who_may_not_change_it_is_told_so(live_marios: Business, role: str) -> None:
    with enter(live_marios.schema_name):
        talk = OwnersTalk(live_marios, role=role)
        assert "may not change" in talk.say(f"closed on {said(EVE)}")
        assert not HoursException.objects.exists()


def test_the_right_is_asked_for_at_each_turn(owner: OwnersTalk, live_marios: Business) -> None:
    owner.say(f"closed on {said(EVE)}")
    Membership.objects.filter(user=owner.user).update(role=Role.STAFF)
    assert "may not change" in owner.say("yes")
    assert not HoursException.objects.exists()


def test_a_program_with_a_key_changes_nothing(owner: OwnersTalk) -> None:
    conversation = owner.row
    conversation.member = None
    conversation.save(update_fields=["member"])
    assert "may not change" in owner.say(f"closed on {said(EVE)}")
    assert not HoursException.objects.exists()


def test_a_customer_changes_nothing(owner: OwnersTalk) -> None:
    customer = Talk()
    for line in (f"closed on {said(EVE)}", "yes", "set the price of the panna cotta to 1", "yes", "undo that"):
        customer.say(line)
    assert not CatalogueImport.objects.exists()


def test_who_did_it_and_how_is_on_record(owner: OwnersTalk) -> None:
    owner.say(f"closed on {said(EVE)}")
    owner.say("yes")
    kept = CatalogueImport.objects.get()
    assert (kept.origin, kept.state, kept.requested_by) == (
        ImportOrigin.WORD,
        ImportState.DONE,
        f"staff:{owner.user.pk}",
    )
    entry = Entry.objects.of(current_schema()).get(deed=BUSINESS_CHANGED)
    assert (entry.actor_kind, entry.actor_id) == ("staff", str(owner.user.pk))


def test_a_turn_that_dies_after_the_change_tells_of_it_and_does_it_once(
    owner: OwnersTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.say(f"closed on {said(EVE)}")
    store = turns.store_answer

    def die(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(turns, "store_answer", store)
        raise Killed

    monkeypatch.setattr(turns, "store_answer", die)
    with pytest.raises(Killed):
        owner.say("yes")
    turns.run_due_turns(owner.id)
    assert OutboxEvent.objects.filter(schema=current_schema(), type=BUSINESS_CHANGED).count() == 1
    assert HoursException.objects.count() == 1
    assert "Done" in owner.last_reply


@pytest.mark.parametrize(
    ("locale", "wish", "yes", "undo"),
    [
        ("de", "am 31. Dezember geschlossen", "ja", "mach das rückgängig"),
        ("fr", "fermé le 31 décembre", "oui", "annule ça"),
        ("es", "cerrado el 31 de diciembre", "sí", "deshaz eso"),
        ("it", "chiuso il 31 dicembre", "sì", "annulla questa modifica"),
        ("pt", "fechado no dia 31 de dezembro", "sim", "desfaz isso"),
    ],
)
def test_the_other_languages_do_it_too(live_marios: Business, locale: str, wish: str, yes: str, undo: str) -> None:
    with enter(live_marios.schema_name):
        talk = OwnersTalk(live_marios, locale=locale)
        talk.say(wish)
        talk.say(yes)
        assert HoursException.objects.get().is_closed
        talk.say(undo)
        assert not HoursException.objects.exists()


def test_figures_are_told_with_what_changed(owner: OwnersTalk) -> None:
    assert "Nothing happened" in owner.say("how did we do last week?")
    monday = today() - timedelta(days=today().weekday())
    fill(monday - timedelta(days=2), 18)
    reply = owner.say("how did we do last week, and why?")
    assert "Bookings" in reply
    assert "Covers" in reply or "People" in reply


def test_what_the_businesss_own_people_ask_is_no_gap_of_its_customers(owner: OwnersTalk) -> None:
    question = "is there somewhere to leave a bicycle overnight?"
    owner.say(question)
    assert not Gap.objects.exists()
    Talk().say(question)
    assert Gap.objects.exists()


def test_who_may_not_see_figures_is_told_none(live_marios: Business) -> None:
    with enter(live_marios.schema_name):
        talk = OwnersTalk(live_marios)
        conversation = talk.row
        conversation.member = None
        conversation.save(update_fields=["member"])
        assert "may not see" in talk.say("how did we do last week?")


def test_week_to_come_is_told_to_customers(owner: OwnersTalk) -> None:
    friday = a_day(5)
    owner.say(f"close at 11 pm from {said(friday)}")
    owner.say("yes")
    reply = Talk().say("what are your opening hours?")
    assert f"{friday.day} {friday:%B}" in reply
    assert "23:00" in reply
