"""Where a customer pays a deposit: a page of the provider, in the business's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from businesses.deposits.account import own_cards
from businesses.deposits.errors import NothingToPay
from businesses.models import Deposit
from businesses.naming import called
from businesses.operations.deposits.settling import DEPOSIT
from payments.errors import NoCards
from payments.models import Payment, Way
from payments.operations.paying import note_payment
from payments.ports import Wanted
from tenants.context import current_business, current_schema
from tenants.hosts import url_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking


def page_to_pay(*, booking: Booking, now: datetime) -> str:
    """The page on which the booking's deposit is paid, once a deposit: asked for again it is the same.

    From there it leads back to the page of the booking. Asked outside any transaction; the provider is told nothing of
    the customer. Raises ``NothingToPay``, ``NoCards``, ``ProviderUnreachable``, ``PaymentError``.
    """
    deposit = booking.owed_deposit(now)
    if deposit is None:
        raise NothingToPay
    if deposit.page:
        return deposit.page
    provider = own_cards()
    if provider is None:
        raise NoCards
    payment, back = _payment_of(deposit, now), url_of(current_business().slug, f"/b/{booking.reference}/")
    about = _("Deposit: %(service)s, %(reference)s")
    about %= {"service": called(booking.service.name), "reference": booking.reference}
    page = provider.pay_page(Wanted(str(payment.uid), deposit.amount, deposit.currency, "", about), back=back)
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
