"""Having invoices paid: by card at once and again when it did not work, by a page, by transfer; and paying back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from billing.errors import NotOwed
from billing.models import Payer, Reminded, Reminder, Reminding
from billing.operations.settling import INVOICE, restand_now
from billing.operations.subscribing import locked
from billing.queries.owed import credit_of, owed_on, unpaid
from payments.errors import NoCards, NotRefundable
from payments.models import Payment, Way
from payments.operations.paying import note_payment, pay_back, record_transfer, take_from_card, wanted
from payments.platform import PLATFORM
from payments.ports import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal

    from billing.models import Invoice
    from payments.ports import Provider
    from tenants.models import Business

UNDER_WAY = timedelta(hours=1)
"""How long a payment nothing was heard of keeps another of the same invoice from being started."""


def collect(*, invoice: Invoice, provider: Provider | None, now: datetime) -> Payment | None:
    """Take what is owed from the payer's card; None where there is no card, nothing owed, or one under way."""
    if provider is None:
        return None
    with transaction.atomic():
        locked(invoice.schema)
        owed = owed_on(invoice)
        payer = Payer.objects.filter(schema=invoice.schema).exclude(card_holder="").first()
        if owed <= 0 or payer is None or _is_under_way(invoice, now):
            return None
        payment = _note(invoice, owed, now)
    return take_from_card(payment=payment, payer=payer.card_holder, provider=provider)


def _is_under_way(invoice: Invoice, now: datetime) -> bool:
    tried = Payment.objects.filter(purpose=INVOICE, about=str(invoice.uid), state=State.STARTED)
    return tried.filter(started_at__gt=now - UNDER_WAY).exists()


def _note(invoice: Invoice, amount: Decimal, now: datetime) -> Payment:
    return note_payment(
        schema=invoice.schema,
        purpose=INVOICE,
        about=str(invoice.uid),
        way=Way.STRIPE,
        account=PLATFORM,
        amount=amount,
        currency=invoice.currency,
        now=now,
    )


def page_to_pay(*, invoice: Invoice, provider: Provider | None, back: str, now: datetime) -> str:
    """Where the owner pays it themselves. Raises ``NotOwed``, ``NoCards``, ``ProviderUnreachable``."""
    if provider is None:
        raise NoCards
    payer = known_payer(schema=invoice.schema, provider=provider)
    owed = owed_on(invoice)
    if owed <= 0:
        raise NotOwed
    return provider.pay_page(wanted(_note(invoice, owed, now), payer.card_holder), back=back)


def page_of_card(*, schema: str, provider: Provider | None, back: str) -> str:
    """Where the owner sees to their card. Raises ``NoCards``, ``ProviderUnreachable``."""
    if provider is None:
        raise NoCards
    return provider.card_page(known_payer(schema=schema, provider=provider).card_holder, back=back)


def known_payer(*, schema: str, provider: Provider) -> Payer:
    """The payer with the provider's name for them, made where there is none yet."""
    payer = Payer.objects.get(schema=schema)
    if not payer.card_holder:
        payer.card_holder = provider.payer(key=schema, name=payer.name, email=payer.email)
        payer.save(update_fields=["card_holder"])
    return payer


def receive_transfer(*, invoice: Invoice, amount: Decimal, reference: str, at: datetime) -> Payment:
    """Money that came to the seller's bank for the invoice; the same reference again is the same money."""
    return record_transfer(
        schema=invoice.schema,
        purpose=INVOICE,
        about=str(invoice.uid),
        account=PLATFORM,
        amount=amount,
        currency=invoice.currency,
        reference=reference,
        at=at,
    )


def refund(*, payment: Payment, amount: Decimal, key: str, provider: Provider) -> None:
    """Pay back what the platform owes the business, by the card it came from. Raises ``NotRefundable``."""
    if amount > credit_of(payment.schema, payment.currency):
        raise NotRefundable
    pay_back(payment=payment, amount=amount, key=key, provider=provider)


def remind(*, business: Business, provider: Callable[[], Provider | None], now: datetime) -> int:
    """Do what is due about the business's unpaid invoices, each reminder once; how many were done."""
    schema, today, done_now = business.schema_name, now.astimezone(business.zone).date(), 0
    for invoice in unpaid(schema):
        late = (today - invoice.due_on).days
        for reminder in Reminder.objects.filter(days__lte=late):
            if not _first_time(invoice, reminder, now):
                continue
            done_now += 1
            if reminder.does == Reminding.COLLECT:
                collect(invoice=invoice, provider=provider(), now=now)
    restand_now(schema, now)
    return done_now


def _first_time(invoice: Invoice, reminder: Reminder, now: datetime) -> bool:
    try:
        with transaction.atomic():
            Reminded.objects.create(
                invoice=invoice, schema=invoice.schema, days=reminder.days, does=reminder.does, done_at=now
            )
    except IntegrityError:
        return False
    return True
