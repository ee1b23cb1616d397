"""Where a customer pays beforehand: a page of the provider, in the business's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from businesses.deposits.account import own_cards
from businesses.deposits.errors import NothingToPay
from businesses.events import ORDER_PAYMENT_ASKED
from businesses.models import Deposit, DepositState, Order, OrderPolicy, PaidFor
from businesses.naming import called
from businesses.operations.deposits.settling import DEPOSIT
from businesses.operations.orders.payments import asked_for
from businesses.operations.orders.timeline import publish_beside
from businesses.ordering import errors as ordering
from businesses.ordering.rules import may_be_paid
from payments.errors import NoCards
from payments.models import Payment, Way
from payments.operations.paying import note_payment
from payments.ports import Wanted
from tenants.context import current_business, current_schema
from tenants.hosts import url_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor


def page_to_pay(*, booking: Booking, now: datetime) -> str:
    """The page on which the booking's deposit is paid, once a deposit: asked for again it is the same.

    From there it leads back to the page of the booking. Asked outside any transaction; the provider is told nothing of
    the customer. Raises ``NothingToPay``, ``NoCards``, ``ProviderUnreachable``, ``PaymentError``.
    """
    deposit = booking.owed_deposit(now)
    if deposit is None:
        raise NothingToPay
    about = _("Deposit: %(service)s, %(reference)s")
    about %= {"service": called(booking.service.name), "reference": booking.reference}
    return _page(deposit, about, back=f"/b/{booking.reference}/", now=now)


def page_to_pay_order(*, order: Order, by: Actor, now: datetime) -> str:
    """As ``page_to_pay``, for an order that has to be paid or may be; raises the ``NothingToPay`` of orders."""
    deposit = _asked_for(order, by=by, now=now)
    return _page(
        deposit, _("Order %(reference)s") % {"reference": order.reference}, back=f"/o/{order.reference}/", now=now
    )


def _asked_for(order: Order, *, by: Actor, now: datetime) -> Deposit:
    """One an order and amount, whoever asks at the same time."""
    with transaction.atomic():
        locked = Order.objects.select_for_update(of=("self",)).select_related("deposit").get(pk=order.pk)
        if not may_be_paid(locked, OrderPolicy.current(), now):
            raise ordering.NothingToPay
        asked = Deposit.objects.filter(of=PaidFor.ORDER, reference=order.reference, state=DepositState.ASKED)
        found = asked.filter(amount=locked.total).first()
        if found is None:
            found = asked_for(locked, now=now)
            publish_beside(locked, event=ORDER_PAYMENT_ASKED, by=by)
        return found


def _page(deposit: Deposit, about: str, *, back: str, now: datetime) -> str:
    if deposit.page:
        return deposit.page
    provider = own_cards()
    if provider is None:
        raise NoCards
    payment = _payment_of(deposit, now)
    wanted = Wanted(str(payment.uid), deposit.amount, deposit.currency, "", about)
    page = provider.pay_page(wanted, back=url_of(current_business().slug, back))
    Deposit.objects.filter(pk=deposit.pk).update(page=page)
    return page


def _payment_of(deposit: Deposit, now: datetime) -> Payment:
    """One a deposit, whoever asks at the same time: to the provider too it is one then."""
    with transaction.atomic():
        Deposit.objects.select_for_update().get(pk=deposit.pk)
        known = Payment.objects.filter(purpose=DEPOSIT, about=str(deposit.uid)).first()
        return known or note_payment(
            schema=current_schema(),
            purpose=DEPOSIT,
            about=str(deposit.uid),
            way=Way.STRIPE,
            account=current_schema(),
            amount=deposit.amount,
            currency=deposit.currency,
            now=now,
        )
