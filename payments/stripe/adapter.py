"""Cards by Stripe: the port filled by its SDK, of one account. Amounts there are in cents.

The SDK is imported when it is first needed: it takes longer than the rest of the start.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from payments.errors import NoticeRefused, PaymentError, ProviderUnreachable
from payments.models import Verdict
from payments.ports import Card, Kind, NoticeRead, State, Told
from payments.stripe.reading import told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import stripe

    from payments.ports import Account, Wanted

TIMEOUT = 20
RETRIES = 1
PAGE = 100
CENTS = Decimal(100)


def in_cents(amount: Decimal) -> int:
    return int(amount * CENTS)


class Stripe:
    """A ``Provider``. What the SDK raises is told in our own errors: no answer, or an answer that says no."""

    def __init__(self, account: Account) -> None:
        self.account = account

    @cached_property
    def client(self) -> stripe.StripeClient:
        import stripe  # noqa: PLC0415  # takes long, see above

        base: dict[str, Any] = {"base_addresses": {"api": self.account.address}} if self.account.address else {}
        transport = stripe.RequestsClient(timeout=TIMEOUT)
        return stripe.StripeClient(self.account.key, http_client=transport, max_network_retries=RETRIES, **base)

    def _asked(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer as plain values. A card that was declined is an answer, which ``start`` reads."""
        import stripe  # noqa: PLC0415

        try:
            return call(*args, **kwargs).to_dict()
        except stripe.CardError:
            raise
        except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
            raise ProviderUnreachable from error
        except stripe.StripeError as error:
            raise PaymentError(str(error.user_message or "")) from error

    def payer(self, *, key: str, name: str, email: str) -> str:
        made = self._asked(
            self.client.v1.customers.create,
            {"name": name, "email": email, "metadata": {"key": key}},
            {"idempotency_key": f"payer:{key}"},
        )
        return str(made["id"])

    def card_of(self, payer: str) -> Card | None:
        held = self._asked(
            self.client.v1.customers.retrieve, payer, {"expand": ["invoice_settings.default_payment_method"]}
        )
        method = (held.get("invoice_settings") or {}).get("default_payment_method") or {}
        card = method.get("card") if isinstance(method, dict) else None
        if not card:
            return None
        return Card(card["brand"], card["last4"], f"{card['exp_month']:02}/{card['exp_year']}")

    def start(self, wanted: Wanted) -> Told:
        import stripe  # noqa: PLC0415

        held = self._asked(self.client.v1.customers.retrieve, wanted.payer)
        method = (held.get("invoice_settings") or {}).get("default_payment_method")
        if not method:
            return self._no_card(wanted)
        asked = {
            "amount": in_cents(wanted.amount),
            "currency": wanted.currency.lower(),
            "customer": wanted.payer,
            "payment_method": method,
            "off_session": True,
            "confirm": True,
            "metadata": {"payment": wanted.key, "about": wanted.about},
        }
        try:
            made = self._asked(self.client.v1.payment_intents.create, asked, {"idempotency_key": wanted.key})
        except stripe.CardError as declined:
            found: Any = declined.error.payment_intent if declined.error else None
            if found is None:
                raise PaymentError(str(declined.user_message or "")) from declined
            made = found.to_dict()
        told = told_of("payment_intent", made)
        if told is None:
            raise PaymentError
        return told

    def _no_card(self, wanted: Wanted) -> Told:
        now = datetime.now(UTC)
        return Told(Kind.PAYMENT, "", State.FAILED, wanted.amount, wanted.currency, now, key=wanted.key, code="no_card")

    def pay_page(self, wanted: Wanted, *, back: str) -> str:
        data = {"payment": wanted.key, "about": wanted.about}
        item = {
            "quantity": 1,
            "price_data": {
                "currency": wanted.currency.lower(),
                "unit_amount": in_cents(wanted.amount),
                "product_data": {"name": wanted.about},
            },
        }
        intent: dict[str, Any] = {"metadata": data}
        asked = {"mode": "payment", "line_items": [item], "payment_intent_data": intent}
        if wanted.payer:
            asked["customer"] = wanted.payer
            intent["setup_future_usage"] = "off_session"
        made = self._asked(
            self.client.v1.checkout.sessions.create,
            {**asked, "success_url": back, "cancel_url": back},
            {"idempotency_key": f"page:{wanted.key}"},
        )
        return str(made["url"])

    def card_page(self, payer: str, *, back: str) -> str:
        made = self._asked(self.client.v1.billing_portal.sessions.create, {"customer": payer, "return_url": back})
        return str(made["url"])

    def refund(self, *, payment: str, amount: Decimal, currency: str, key: str) -> Told:
        made = self._asked(
            self.client.v1.refunds.create,
            {"payment_intent": payment, "amount": in_cents(amount), "metadata": {"refund": key}},
            {"idempotency_key": f"refund:{key}"},
        )
        told = told_of("refund", made)
        if told is None:
            raise PaymentError
        return told

    def read(self, body: bytes, signature: str, *, now: datetime) -> NoticeRead:
        """Signed within the last minutes, under this account's secret, of this account and not of its test side."""
        import stripe  # noqa: PLC0415

        try:
            stripe.WebhookSignature.verify_header(body.decode(), signature, self.account.notice_secret)
            event: dict[str, Any] = json.loads(body)
        except (stripe.SignatureVerificationError, ValueError) as forged:
            raise NoticeRefused(Verdict.FORGED) from forged
        is_live = self.account.key.startswith(("sk_live_", "rk_live_"))
        if event.get("account") or bool(event.get("livemode")) != is_live:
            raise NoticeRefused(Verdict.OTHERS)
        thing = event.get("data", {}).get("object", {})
        at = datetime.fromtimestamp(int(event["created"]), UTC)
        return NoticeRead(str(event["id"]), str(event["type"]), told_of(str(thing.get("object")), thing, at=at))

    def all_since(self, since: datetime, *, now: datetime) -> Iterator[Told]:
        made = {"created": {"gte": int(since.timestamp())}, "limit": PAGE}
        lists = self.client.v1.payment_intents, self.client.v1.refunds, self.client.v1.disputes
        for each in lists:
            for thing in self._pages(each, made):
                told = told_of(str(thing["object"]), thing)
                if told is not None:
                    yield told if told.state == State.PAID else replace(told, at=now)

    def _pages(self, service: Any, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        after: dict[str, Any] = {}
        while True:
            page = self._asked(service.list, {**asked, **after})
            yield from page["data"]
            if not page["has_more"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}
