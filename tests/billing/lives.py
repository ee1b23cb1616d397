"""Random lives of a subscription, and what must be true after each (``python -m tests.billing`` lives many)."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Sum

from billing.amounts import cents
from billing.errors import BillingError
from billing.meters import LEVELS, Meter
from billing.models import (
    Book,
    Coupon,
    Document,
    Invoice,
    Line,
    LineKind,
    Payer,
    Period,
    Plan,
    PlanPrice,
    Posting,
    PriceList,
    Seller,
    UsageRecord,
)
from billing.operations.collecting import collect, known_payer, page_to_pay, receive_transfer, refund, remind
from billing.operations.issuing import credit_invoice
from billing.operations.running import advance
from billing.operations.subscribing import begin_subscription, change_plan, pause, redeem_coupon
from billing.operations.usage import Used, correct_usage, note_usage, sum_hours
from billing.queries.owed import credit_of, owed_on, unpaid, with_owed
from billing.queries.used import shown_between, used_between
from payments.errors import PaymentError
from payments.models import Payment, Way
from payments.operations.notices import receive_notice
from payments.operations.reconciling import reconcile
from payments.platform import PLATFORM
from payments.ports import Account, State
from payments.stripe.adapter import Stripe
from tenants.actors import SYSTEM
from tenants.models import Business
from tests.payments.far_end import ASKS, DECLINED, GOOD, KEY, SECRET, signed

if TYPE_CHECKING:
    from tests.payments.far_end import Books

ZONES = (("DE", "Europe/Berlin"), ("US", "America/New_York"), ("AU", "Australia/Lord_Howe"), ("FR", "Europe/Paris"))
BEGIN = datetime(2027, 10, 1, tzinfo=UTC)
"""Within reach of both changes of clocks and of a leap day."""
STEPS = 12


class Life:
    def __init__(self, seed: int, books: Books, address: str) -> None:
        self.chance = random.Random(seed)  # no secret: the same life each time
        self.books, self.provider = books, Stripe(Account(PLATFORM, KEY, SECRET, address))
        books.__init__()  # type: ignore[misc]  # a far end of its own, at the same address
        country, zone = self.chance.choice(ZONES)
        self.now = BEGIN + timedelta(seconds=self.chance.randrange(400 * 86400))
        self.business = Business.objects.create(
            slug=f"life-{seed}", name="Life", country=country, timezone=zone, currency="EUR", category="food"
        )
        self.schema, self.sent, self.keys = self.business.schema_name, 0, 0
        PriceList.objects.filter(currency="EUR").update(includes_tax=bool(seed % 2))
        Payer.objects.create(
            schema=self.schema,
            name="Life",
            country=country,
            vat_id="FR40303265045" if seed % 3 == 0 == (country != "FR") else "",
        )
        self.subscription = begin_subscription(business=self.business, now=self.now)

    def live(self) -> None:
        steps = (
            *[self.wait] * 5,
            *[self.use] * 5,
            *[self.move, self.move],
            *[self.use_late, self.correct, self.redeem, self.rest, self.card, self.pay_on_page],
            *[self.transfer, self.hear, self.take_back, self.pay_back, self.complain, self.decide],
        )
        for _step in range(STEPS):
            self.now += timedelta(seconds=self.chance.randrange(1, 40_000))
            self.books.now = self.now
            self.chance.choice(steps)()
        for _month in range(2):
            self.now += timedelta(days=31)
            self.wait()
        self.now += timedelta(days=370)
        self.wait()
        reconcile(provider=self.provider, way=Way.STRIPE, account=PLATFORM, since=BEGIN, now=self.now)
        self.hear(everything=True)

    def wait(self) -> None:
        self.now += timedelta(seconds=self.chance.randrange(1, 35 * 86400))
        self.books.now = self.now
        before = Invoice.objects.filter(schema=self.schema).count()
        advance(schema=self.schema, now=self.now)
        advance(schema=self.schema, now=self.now)
        if Invoice.objects.filter(schema=self.schema).count() > before:
            for invoice in unpaid(self.schema):
                collect(invoice=invoice, provider=self.provider, now=self.now)
        remind(business=self.business, provider=lambda: self.provider, now=self.now)

    def note(self, at: datetime) -> None:
        self.keys += 1
        meter = self.chance.choice(list(Meter))
        quantity = Decimal(self.chance.randrange(1, 900))
        used = Used(meter, quantity, at, f"key:{self.keys}", f"booking:{self.keys}")
        for _again in range(self.chance.choice([1, 1, 2])):
            note_usage(schema=self.schema, used=[used, used], now=self.now)

    def use(self) -> None:
        self.note(self.now - timedelta(minutes=self.chance.randrange(0, 90)))

    def use_late(self) -> None:
        self.note(self.now - timedelta(days=self.chance.randrange(0, 130)))

    def correct(self) -> None:
        record = UsageRecord.objects.filter(schema=self.schema, corrects=None, corrections=None).order_by("?").first()
        if record is not None:
            for _again in range(2):
                key, quantity = f"correction:{record.pk}", Decimal(self.chance.randrange(0, 500))
                if not UsageRecord.objects.filter(schema=self.schema, key=key).exists():
                    correct_usage(record=record, quantity=quantity, key=key, now=self.now)

    def move(self) -> None:
        plan = self.chance.choice(list(Plan.objects.filter(is_offered=True)))
        change_plan(
            schema=self.schema, plan=plan, every=self.chance.choice(["month", "month", "year"]), by=SYSTEM, now=self.now
        )

    def redeem(self) -> None:
        number = Coupon.objects.count()
        Coupon.objects.create(code=f"C{self.schema}{number}", percent=Decimal(self.chance.randrange(5, 101)), periods=2)
        redeem_coupon(schema=self.schema, code=f"c{self.schema}{number}", by=SYSTEM, now=self.now)

    def rest(self) -> None:
        pause(schema=self.schema, by=SYSTEM, now=self.now)

    def card(self) -> None:
        payer = known_payer(schema=self.schema, provider=self.provider)
        self.books.cards[payer.card_holder] = self.chance.choice([GOOD, GOOD, DECLINED, ASKS])

    def pay_on_page(self) -> None:
        for invoice in unpaid(self.schema)[:1]:
            url = page_to_pay(invoice=invoice, provider=self.provider, back="https://x.example", now=self.now)
            if self.chance.random() < 0.8:
                self.books.pay_on_page(url)

    def transfer(self) -> None:
        for invoice in unpaid(self.schema)[:1]:
            amount = cents(
                owed_on(invoice) * self.chance.choice([Decimal("0.5"), Decimal(1), Decimal("1.2")])
            ) or Decimal(1)
            for _again in range(2):
                receive_transfer(
                    invoice=invoice, amount=amount, reference=f"bank-{invoice.number}-{amount}", at=self.now
                )

    def hear(self, *, everything: bool = False) -> None:
        """Notices come shuffled, some twice, some never."""
        bodies = self.books.events[:] if everything else self.books.events[-6:]
        self.chance.shuffle(bodies)
        for body in bodies + bodies[:3]:
            if everything or self.chance.random() < 0.7:
                receive_notice(
                    provider=self.provider,
                    way=Way.STRIPE,
                    account=PLATFORM,
                    body=body,
                    signature=signed(body),
                    now=self.now,
                )

    def take_back(self) -> None:
        invoice = Invoice.objects.filter(schema=self.schema, document=Document.INVOICE).order_by("?").first()
        if invoice is None:
            return
        amount = cents(invoice.net * Decimal(self.chance.randrange(1, 120)) / 100)
        key = f"credit:{invoice.number}:{amount}"
        for _again in range(2):
            try:
                credit_invoice(
                    invoice=invoice, subscription=self.subscription, amount=amount, text="Goodwill", key=key,
                    zone=self.business.zone, now=self.now, by=SYSTEM,
                )  # fmt: skip
            except BillingError:
                return

    def pay_back(self) -> None:
        for payment in Payment.objects.filter(schema=self.schema, way=Way.STRIPE, state=State.PAID)[:1]:
            amount = min(credit_of(self.schema, "EUR"), payment.amount)
            try:
                refund(payment=payment, amount=amount, key=f"back:{payment.pk}:{amount}", provider=self.provider)
            except PaymentError:
                return

    def paid_there(self) -> list[str]:
        disputed = {
            each["payment_intent"] for each in self.books.things.values() if each["object"] in ("dispute", "refund")
        }
        intents = (each for each in self.books.things.values() if each.get("status") == "succeeded")
        return [each["id"] for each in intents if each["object"] == "payment_intent" and each["id"] not in disputed]

    def complain(self) -> None:
        if there := self.paid_there():
            intent = self.chance.choice(there)
            if self.chance.random() < 0.5:
                self.books.dispute(intent)
            else:
                self.books.refund(intent, self.chance.randrange(1, self.books.things[intent]["amount"] + 1))

    def decide(self) -> None:
        for each in list(self.books.things.values()):
            if each["object"] == "dispute" and each["status"] == "needs_response":
                self.books.decide(each["id"], self.chance.choice(["won", "lost"]))

    def check(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self.check_ledger()
        self.check_numbers()
        self.check_periods()
        self.check_usage()
        self.check_cash()

    def check_ledger(self) -> None:
        by_journal = Posting.objects.filter(schema=self.schema).values("journal").annotate(sum=Sum("amount"))
        assert all(each["sum"] == 0 for each in by_journal)
        assert credit_of(self.schema, "EUR") >= 0
        for invoice in with_owed(Invoice.objects.filter(schema=self.schema)):
            assert 0 <= invoice.owed <= invoice.total  # type: ignore[attr-defined]  # an annotation
            lines = sum((line.amount for line in invoice.lines.all()), Decimal(0))
            assert lines == (invoice.total if invoice.includes_tax else invoice.net)
            assert abs(invoice.tax - invoice.net * invoice.tax_percent / 100) <= Decimal("0.01")
        assert not (credit_of(self.schema, "EUR") and unpaid(self.schema).exists())

    def check_numbers(self) -> None:
        seller = Seller.objects.get()
        for document, last in (
            (Document.INVOICE, seller.last_invoice),
            (Document.CREDIT_NOTE, seller.last_credit_note),
        ):
            given = Invoice.objects.filter(document=document).order_by("sequence").values_list("sequence", flat=True)
            assert list(given) == list(range(1, last + 1))

    def check_periods(self) -> None:
        periods = list(Period.objects.filter(schema=self.schema).order_by("starts_at"))
        for one, after in pairwise(periods):
            assert one.ends_at == after.starts_at
        assert periods[-1].starts_at <= self.now < periods[-1].ends_at
        fees = Line.objects.filter(schema=self.schema, kind=LineKind.FEE)
        assert not fees.values("period").annotate(times=Count("pk")).filter(times__gt=1).exists()
        for line in fees.filter(invoice__key__startswith="period:").select_related("period", "invoice"):
            assert line.period is not None
            price = PlanPrice.objects.get(plan=line.period.plan, every=line.period.every, list__currency="EUR")
            sign = -1 if line.invoice.document == Document.CREDIT_NOTE else 1
            assert sign * line.amount == price.amount

    def check_usage(self) -> None:
        """By another way than what is billed is reckoned: record by record, in plain arithmetic."""
        sum_hours()
        for period in Period.objects.filter(schema=self.schema, ends_at__lte=self.now):
            cutoff = period.ends_at + timedelta(days=100)
            used: dict[str, list[Decimal]] = defaultdict(list)
            rows = UsageRecord.objects.filter(schema=self.schema, at__gte=period.starts_at, at__lt=period.ends_at)
            corrected = {each.corrects_id for each in rows if each.corrects_id and each.noted_at < cutoff}
            for record in rows:
                if record.noted_at < cutoff and not (record.meter in LEVELS and record.pk in corrected):
                    used[record.meter].append(record.quantity)
            for meter in Meter.values:
                self.check_meter(period, meter, used[meter])

    def check_meter(self, period: Period, meter: str, used: list[Decimal]) -> None:
        whole = (max if meter in LEVELS else sum)(used or [Decimal(0)])
        length = Decimal(int((period.ends_at - period.starts_at).total_seconds()))
        share = length / Decimal(period.whole_seconds)
        included = Decimal(period.terms["included"].get(meter, "Infinity"))
        if meter not in LEVELS and included.is_finite():
            included = (included * share).to_integral_value(ROUND_CEILING)
        beyond = max(Decimal(0), whole - included) if meter in period.terms["rates"] else Decimal(0)
        price = Decimal(period.terms["rates"].get(meter, "0"))
        lines = Line.objects.filter(period=period, meter=meter, kind=LineKind.USAGE).select_related("invoice")
        signs = [(-1 if line.invoice.document == Document.CREDIT_NOTE else 1, line) for line in lines]
        assert sum(sign * line.quantity for sign, line in signs) == beyond, (period, meter)
        expected = cents(beyond * price * (share if meter in LEVELS else 1))
        assert sum(sign * line.amount for sign, line in signs) == expected, (period, meter)
        if used:
            exact = used_between(self.schema, meter, period.starts_at, period.ends_at)
            assert shown_between(self.schema, meter, period.starts_at, period.ends_at) == exact

    def check_cash(self) -> None:
        """What the ledger calls cash is what the provider and the bank hold."""
        there = Decimal(0)
        for each in self.books.things.values():
            amount = Decimal(each.get("amount", 0)) / 100
            if each["object"] == "payment_intent" and each["status"] == "succeeded":
                there += amount
            elif each["object"] == "refund" or (each["object"] == "dispute" and each["status"] != "won"):
                there -= amount
        transfers = Payment.objects.filter(schema=self.schema, way=Way.TRANSFER).aggregate(sum=Sum("amount"))["sum"]
        cash = Posting.objects.filter(schema=self.schema, book=Book.CASH).aggregate(sum=Sum("amount"))["sum"]
        assert (cash or 0) == there + (transfers or 0)


def live(seed: int, books: Books, address: str) -> None:
    """One life from beginning to end, checked, and undone."""
    with transaction.atomic():
        life = Life(seed, books, address)
        life.live()
        life.check()
        transaction.set_rollback(True)
