"""Deposits, against a far end that speaks Stripe's protocol: held until paid, late, given back or kept, told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from businesses.deposits.errors import DepositNeeded, NothingToPay
from businesses.errors import HoldExpired, TooLateToTakeBack
from businesses.models import BookingChange, CardAccount, Deposit, DepositState, Waiting
from businesses.operations import book_series, cancel_booking, confirm_booking, expire_holds, take_back
from businesses.operations.deposits.refunding import hear_of_unpaid, pay_back_due
from businesses.operations.timeline import booking_called
from businesses.operations.waiting import accept_offer, join_list, note_booking, offer_slot
from businesses.waiting.windows import WaitingWish
from events.models import OutboxEvent
from payments.errors import NoCards
from payments.models import Notice, Payment, Refund, Verdict
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses.deposits import Till, asked, paid, stands, states
from tests.businesses.rows import ANNA, DAY, NOW, STAFF, VISITOR, hold, minutes, set_policy, slot_at
from tests.payments.far_end import KEY, SECRET

if TYPE_CHECKING:
    from tenants.models import Business


def events(type_: str) -> int:
    return OutboxEvent.objects.filter(type=type_).count()


def test_it_is_held_until_its_deposit_is_paid_and_booked_by_that_once(till: Till) -> None:
    booking = asked(till)
    again = confirm_booking(reference=booking.reference, by=VISITOR, now=till.now + minutes(1))
    deposit = booking.deposit
    assert deposit is not None
    assert (booking.status, booking.expires_at, again.version) == ("held", NOW + minutes(30), booking.version)
    assert (f"{deposit.amount} {deposit.currency}", deposit.state) == ("20.00 EUR", "asked")

    assert till.goes_to_pay(booking) == till.goes_to_pay(booking)
    till.pays(booking)
    assert till.told(times=2) == {200}

    assert stands(booking) == ("confirmed", "paid")
    assert booking_called(booking.reference).expires_at is None
    assert (events("booking.deposit_asked"), events("booking.confirmed"), Payment.objects.count()) == (1, 1, 1)
    kinds = list(BookingChange.objects.order_by("version").values_list("kind", flat=True))
    assert kinds == ["held", "deposit_asked", "confirmed"]
    with pytest.raises(NothingToPay):
        till.goes_to_pay(booking)


def test_the_provider_is_told_nothing_of_the_customer(till: Till) -> None:
    booking = asked(till)
    form = till.books.sessions[till.goes_to_pay(booking)]
    assert form["line_items[0][price_data][product_data][name]"] == f"Deposit: Table, {booking.reference}"
    assert not [value for value in form.values() if "anna" in value.lower()]
    assert "customer" not in form


def test_paid_after_the_hold_ran_out_it_is_booked_while_that_is_free(till: Till) -> None:
    booking = asked(till)
    page = till.goes_to_pay(booking)
    till.now += minutes(31)
    expire_holds(now=till.now, by=SYSTEM)
    assert stands(booking) == ("expired", "lapsed")
    set_policy(lead_minutes=24 * 60)

    till.pays_at(page)
    till.told(times=2)

    assert stands(booking) == ("confirmed", "paid")


def test_paid_when_somebody_else_has_the_place_it_goes_back_once(till: Till) -> None:
    booking = asked(till)
    page = till.goes_to_pay(booking)
    till.now += minutes(31)
    hold(slot_at(till.service, 19, now=till.now), now=till.now)
    till.pays_at(page)
    till.told(times=2)
    assert stands(booking) == ("expired", "due_back")
    assert OutboxEvent.objects.get(type="booking.deposit_due_back").payload["is_late"] is True

    assert (pay_back_due(now=till.now), pay_back_due(now=till.now + minutes(60))) == (1, 0)
    till.told(times=2)

    assert stands(booking) == ("expired", "back")
    assert Refund.objects.get().amount == 20
    with pytest.raises(HoldExpired):
        confirm_booking(reference=booking.reference, by=VISITOR, now=till.now)


def test_who_asks_anew_pays_once_whichever_page_they_pay_on(till: Till) -> None:
    booking = asked(till)
    first = till.goes_to_pay(booking)
    till.now += minutes(31)
    confirm_booking(reference=booking.reference, by=VISITOR, now=till.now)
    second = till.goes_to_pay(booking)
    assert (first != second, states()) == (True, ["lapsed", "asked"])

    till.pays_at(first)
    till.told()
    assert (stands(booking), states()) == (("confirmed", "paid"), ["paid", "lapsed"])

    till.pays_at(second)
    till.told()
    assert (stands(booking), states()) == (("confirmed", "paid"), ["paid", "due_back"])


@pytest.mark.parametrize(
    ("hours", "by", "gives_back", "state"),
    [
        (3, VISITOR, None, DepositState.DUE_BACK),
        (3, STAFF, None, DepositState.DUE_BACK),
        (3, STAFF, False, DepositState.KEPT),
        (7, STAFF, None, DepositState.KEPT),
        (7, STAFF, True, DepositState.DUE_BACK),
    ],
)
def test_cancelled_in_the_time_agreed_it_goes_back_later_it_is_kept_unless_staff_say_otherwise(
    till: Till, hours: int, by: object, gives_back: bool | None, state: str
) -> None:
    set_policy(cancel_cutoff_minutes=180)
    booking = paid(till)
    set_policy(cancel_cutoff_minutes=600)  # agreed was what held when it was booked
    till.now += minutes(hours * 60)

    ended = cancel_booking(reference=booking.reference, by=by, gives_back=gives_back, now=till.now)  # type: ignore[arg-type]

    assert ended.deposit is not None
    assert (ended.status, ended.deposit.state) == ("cancelled", state)
    pay_back_due(now=till.now + minutes(1))
    assert Refund.objects.count() == (state == DepositState.DUE_BACK)


def test_what_staff_take_back_keeps_its_deposit_until_the_money_has_left(till: Till) -> None:
    booking = paid(till)
    ended = cancel_booking(reference=booking.reference, by=STAFF, now=till.now)
    assert pay_back_due(now=till.now) == 0
    take_back(reference=booking.reference, version=ended.version, by=STAFF, now=till.now)
    assert stands(booking) == ("confirmed", "paid")

    ended = cancel_booking(reference=booking.reference, by=STAFF, now=till.now)
    Deposit.objects.update(tried_at=till.now)
    with pytest.raises(TooLateToTakeBack):
        take_back(reference=booking.reference, version=ended.version, by=STAFF, now=till.now)
    assert stands(booking) == ("cancelled", "due_back")


def test_while_the_provider_is_down_it_stays_due_and_says_why(till: Till) -> None:
    booking = paid(till)
    cancel_booking(reference=booking.reference, by=VISITOR, now=till.now)
    till.books.is_down = True
    assert pay_back_due(now=till.now) == 0
    assert "does not answer" in Deposit.objects.get().trouble
    till.books.is_down = False
    assert [pay_back_due(now=till.now + minutes(each)) for each in (5, 11)] == [0, 1]
    deposit = Deposit.objects.get()
    assert (deposit.state, deposit.trouble) == ("back", "")


def test_refunded_by_the_business_at_stripe_it_is_paid_back_and_never_again(till: Till) -> None:
    booking = paid(till)
    till.books.refund(Payment.objects.get().reference, 2000)
    till.told()
    assert stands(booking) == ("confirmed", "back")
    cancel_booking(reference=booking.reference, by=VISITOR, now=till.now)
    assert (stands(booking), pay_back_due(now=till.now)) == (("cancelled", "back"), 0)


def test_a_notice_that_was_lost_is_asked_for(till: Till) -> None:
    booking = asked(till)
    assert hear_of_unpaid(now=till.now) == 0
    till.pays(booking)
    assert hear_of_unpaid(now=till.now) > 0
    assert stands(booking) == ("confirmed", "paid")


def test_staff_book_without_and_what_is_paid_afterwards_is_kept_with_it(till: Till) -> None:
    booking = asked(till)
    page = till.goes_to_pay(booking)
    assert confirm_booking(reference=booking.reference, by=STAFF, now=till.now).status == "confirmed"
    till.pays_at(page)
    till.told()
    assert (stands(booking), events("booking.deposit_paid")) == (("confirmed", "paid"), 1)


def test_several_dates_at_once_are_refused_to_customers_where_each_needs_a_deposit(till: Till) -> None:
    tokens = [slot_at(till.service, hour).token for hour in (18, 20)]
    with pytest.raises(DepositNeeded):
        book_series(slot_tokens=tokens, every_weeks=1, customer=ANNA, by=VISITOR, source="api", key="k", now=NOW)


def test_an_offer_from_the_waiting_list_stays_open_while_its_deposit_may_be_paid(till: Till) -> None:
    wish = WaitingWish(service=till.service, party_size=2, day=DAY)
    waiting = join_list(wish=wish, customer=ANNA, by=VISITOR, source="chat", now=NOW)
    offer_slot(reference=waiting.reference, slot_token=slot_at(till.service, 19).token, by=STAFF, now=NOW)
    till.now += minutes(20)

    booking = accept_offer(reference=waiting.reference, by=VISITOR, now=till.now)

    offer = Waiting.objects.get().offers.get()
    assert (booking.status, offer.outcome, offer.expires_at) == ("held", "open", till.now + minutes(30))
    till.pays(booking)
    till.told()
    note_booking(reference=booking.reference, by=SYSTEM, now=till.now)
    assert (stands(booking)[0], Waiting.objects.get().status) == ("confirmed", "booked")


def test_what_is_not_the_account_s_word_changes_nothing_and_is_listed_at_its_business_alone(
    till: Till, bella: Business
) -> None:
    booking = asked(till)
    till.pays(booking)
    assert till.told(secret="whsec_of_somebody_else") == {400}
    with enter(bella.schema_name):
        CardAccount.objects.create(pk=1, key=KEY, notice_secret=SECRET)
        at_bella = Till(bella, till.service, till.books, NOW)
        assert at_bella.told() == {200}  # signed by the same secret, and of nothing of hers
        assert set(Notice.objects.values_list("verdict", flat=True)) == {Verdict.STRANGER}
    with enter(till.business.schema_name):
        assert set(Notice.objects.values_list("verdict", "schema")) == {(Verdict.FORGED, till.business.schema_name)}
        assert stands(booking) == ("held", "asked")
        CardAccount.objects.all().delete()
        assert till.told() == {404}
        Deposit.objects.update(page="")
        with pytest.raises(NoCards):
            till.goes_to_pay(booking)
