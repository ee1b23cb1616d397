"""The owner's page, the API and the platform's pages: who sees them, what they say, what they refuse."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from billing.models import Invoice, Payer, Period, Plan, Subscription
from billing.operations.removing import forget_business
from billing.operations.subscribing import change_plan
from billing.operations.usage import Used, note_usage, sum_hours
from billing.queries.figures import figures
from tenants.actors import SYSTEM
from tenants.models import Business, User
from tests.factories import PASSWORD, new_user
from tests.payments.far_end import DECLINED

if TYPE_CHECKING:
    from payments.stripe.adapter import Stripe
    from tests.payments.far_end import Books


@pytest.fixture
def paying(marios: Business) -> Business:
    """On the starter plan, with more conversations than it includes."""
    Subscription.objects.filter(schema=marios.schema_name).update(
        plan=Plan.objects.get(key="free"), standing="active", next_plan=None
    )
    now = timezone.now()
    Period.objects.filter(schema=marios.schema_name).update(starts_at=now - timedelta(minutes=1))
    change_plan(schema=marios.schema_name, plan=Plan.objects.get(key="starter"), every="month", by=SYSTEM, now=now)
    used = [Used("conversations", Decimal(310), now, "conversation:1", "conversation:1")]
    note_usage(schema=marios.schema_name, used=used, now=now)
    sum_hours()
    return marios


def owner(business: Business, role: str = "owner") -> Client:
    client = Client(headers={"host": f"{business.slug}.localhost"})
    user = new_user(f"{role}@{business.slug}.example", business=business, role=role)
    client.post("/login/", {"username": user.email, "password": PASSWORD})
    return client


def test_the_page_says_plan_use_and_invoices(paying: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page = owner(paying).get("/staff/billing/").content.decode()
    invoice = Invoice.objects.get(schema=paying.schema_name)
    assert "Starter" in page
    assert invoice.number in page
    assert "Beyond the plan: €1.00 so far." in page
    assert "due by" in page
    rows = owner(paying, "manager").get("/staff/billing/usage/conversations/").content.decode()
    assert "conversation:1" in rows


def test_who_may_not_see_or_change_it_does_not(paying: Business, bella: Business) -> None:
    manager, staff = owner(paying, "manager"), owner(paying, "staff")
    assert staff.get("/staff/billing/").status_code == 403
    assert manager.get("/staff/billing/").status_code == 200
    assert manager.post("/staff/billing/plan/", {"plan": "pro", "every": "month"}).status_code == 403
    number = Invoice.objects.get(schema=paying.schema_name).number
    assert owner(bella).get(f"/staff/billing/invoices/{number}/").status_code == 404


def test_an_owner_moves_to_another_plan_and_says_who_is_billed(paying: Business) -> None:
    client = owner(paying)
    page = client.post("/staff/billing/plan/", {"plan": "pro", "every": "month"}, follow=True).content.decode()
    assert "You have the plan Pro." in page
    page = client.post("/staff/billing/plan/", {"plan": "free", "every": "month"}, follow=True).content.decode()
    assert "The plan Free begins when this period is over." in page
    assert "Please choose one" in client.post("/staff/billing/plan/", {"plan": "gold"}, follow=True).content.decode()
    wrong = {"name": "Mario", "country": "it", "vat_id": "DE1", "email": "", "address": ""}
    answer = client.post("/staff/billing/payer/", wrong)
    assert (answer.status_code, "no VAT id of that country" in answer.content.decode()) == (422, True)
    client.post("/staff/billing/payer/", {**wrong, "vat_id": "IT 12345678901"})
    assert Payer.objects.get(schema=paying.schema_name).vat_id == "IT12345678901"
    answer = client.post("/staff/billing/coupon/", {"code": "nope"})
    assert (answer.status_code, "not known" in answer.content.decode()) == (422, True)


def test_an_invoice_is_a_pdf_that_says_what_was_sent(paying: Business) -> None:
    invoice = Invoice.objects.get(schema=paying.schema_name)
    answer = owner(paying).get(f"/staff/billing/invoices/{invoice.number}/")
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    for said in (invoice.number, "Canarymarios", "VAT 22 %", "€35.38", "rounded to the cent"):
        assert said in text


def test_a_failed_card_is_told_and_the_way_to_pay_is_a_link(paying: Business, far: tuple[Books, Stripe]) -> None:
    from billing.operations.collecting import collect, known_payer

    books, stripe = far
    books.now = timezone.now()
    invoice = Invoice.objects.get(schema=paying.schema_name)
    books.cards[known_payer(schema=paying.schema_name, provider=stripe).card_holder] = DECLINED
    collect(invoice=invoice, provider=stripe, now=books.now)
    client = owner(paying)
    assert "not enough money on the card" in client.get("/staff/billing/").content.decode()
    assert "https://pay.example/cs_" in client.post(f"/staff/billing/invoices/{invoice.number}/pay/").content.decode()
    assert "https://portal.example/cus_" in client.post("/staff/billing/card/").content.decode()


def test_without_cards_the_owner_is_told_to_pay_by_transfer(paying: Business) -> None:
    client = owner(paying)
    assert "bank transfer" in client.post("/staff/billing/card/", follow=True).content.decode()


def test_the_api_says_the_same(paying: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    client = owner(paying)
    plan = client.get("/api/v1/billing/plan").json()
    assert (plan["plan"], plan["every"], plan["credit"]) == ("starter", "month", {"amount": "0.00", "currency": "EUR"})
    usage = {each["meter"]: each for each in client.get("/api/v1/billing/usage").json()["meters"]}
    assert usage["conversations"]["used"] == "310"
    assert usage["conversations"]["beyond"] == {"amount": "1.00", "currency": "EUR"}
    [invoice] = client.get("/api/v1/billing/invoices").json()["invoices"]
    assert invoice["owed"] == invoice["total"] == {"amount": "35.38", "currency": "EUR"}
    assert owner(paying, "staff").get("/api/v1/billing/plan").status_code == 403


@pytest.fixture
def platform(db: None) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("p@x-seven.example", "correct-horse-battery", name="P"))
    return client


MODELS = (
    *("billing_subscription", "billing_invoice", "billing_plan", "billing_pricelist", "billing_coupon"),
    *("billing_reminder", "billing_taxrate", "billing_seller", "billing_posting"),
    *("payments_payment", "payments_notice", "payments_difference"),
)


@pytest.mark.parametrize("model", MODELS)
def test_every_page_of_the_platform_opens(platform: Client, paying: Business, model: str) -> None:
    assert platform.get(reverse(f"admin:{model}_changelist", urlconf="config.urls_platform")).status_code == 200


def test_the_platform_sees_what_it_earns_and_notes_a_transfer(platform: Client, paying: Business) -> None:
    page = platform.get("/admin/billing/subscription/").content.decode()
    assert "€29.00" in page
    invoice = Invoice.objects.get(schema=paying.schema_name)
    assert platform.get(f"/admin/billing/invoice/{invoice.pk}/change/").status_code == 200
    url = f"/admin/billing/invoice/{invoice.pk}/transfer/"
    assert "Money that came" in platform.get(url).content.decode()
    sent = {"amount": "35.38", "reference": "TR-1", "came_on": "2027-01-05"}
    assert [platform.post(url, sent).status_code for _again in range(2)] == [302, 302]
    assert "0.00" in platform.get("/admin/billing/invoice/").content.decode()
    assert platform.post(url, {**sent, "amount": "x"}).status_code == 200


def test_a_business_that_is_deleted_pays_nothing_from_then_on(paying: Business) -> None:
    before = figures(now=timezone.now())
    forget_business(paying)
    after = figures(now=timezone.now())
    assert (after.paying - before.paying, after.left - before.left) == (-1, 1)
    assert (before.earned[0].monthly, after.earned[0].monthly) == (Decimal(29), Decimal(0))
    assert Invoice.objects.filter(schema=paying.schema_name).exists()
