"""Stripe's far end: a server that speaks its HTTP protocol, keeps its books and signs its notices."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import stripe

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "whsec_of_a_test"
KEY = "sk_test_of_a_test"
GOOD, DECLINED, ASKS = "good", "declined", "asks"
"""What a payer's card does: pay, have too little, or want its holder."""


@dataclass
class Books:
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    cards: dict[str, str] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    is_down: bool = False

    def named(self, kind: str, prefix: str, **values: Any) -> dict[str, Any]:
        thing = {"id": f"{prefix}_{next(self.numbers)}", "object": kind, "created": int(self.now.timestamp()), **values}
        self.things[thing["id"]] = thing
        return thing

    def tell(self, type_: str, thing: dict[str, Any], **more: Any) -> bytes:
        event = {
            "id": f"evt_{next(self.numbers)}",
            "object": "event",
            "type": type_,
            "created": int(self.now.timestamp()),
            "livemode": False,
            "data": {"object": json.loads(json.dumps(thing))},
            **more,
        }
        body = json.dumps(event).encode()
        self.events.append(body)
        return body

    def answer(self, method: str, path: str, form: dict[str, str], key: str) -> tuple[int, Any]:
        if self.is_down:
            return 500, {"error": {"type": "api_error", "message": "down"}}
        if key and key in self.answers:
            return self.answers[key]
        found = self._answer(method, path.removeprefix("/v1/"), form)
        if key:
            self.answers[key] = found
        return found

    def _answer(self, method: str, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.asked.append(f"{method} {path}")
        match method, path.split("/"):
            case "POST", ["customers"]:
                made = self.named("customer", "cus", name=form.get("name", ""))
                self.cards.setdefault(made["id"], "")
                return 200, made
            case "GET", ["customers", name]:
                return 200, {
                    **self.things[name],
                    "invoice_settings": {"default_payment_method": self._method(name, form)},
                }
            case "POST", ["payment_intents"]:
                return self._pay(form)
            case "POST", ["refunds"]:
                return 200, self.refund(form["payment_intent"], int(form["amount"]), form.get("metadata[refund]", ""))
            case "POST", ["checkout", "sessions"]:
                return 200, self._session(form)
            case "POST", ["billing_portal", "sessions"]:
                return 200, {"object": "billing_portal.session", "url": f"https://portal.example/{form['customer']}"}
            case "GET", [kind]:
                return 200, self._page(kind, form)
        return 404, {"error": {"type": "invalid_request_error", "message": path}}

    def _method(self, payer: str, form: dict[str, str]) -> Any:
        if not self.cards.get(payer):
            return None
        name = f"pm_{payer}"
        card = {"brand": "visa", "last4": "4242", "exp_month": 7, "exp_year": 2031}
        return {"id": name, "object": "payment_method", "card": card} if "expand[0]" in form else name

    def _intent(self, payer: str, amount: str, currency: str, data: dict[str, str]) -> dict[str, Any]:
        return self.named(
            "payment_intent",
            "pi",
            amount=int(amount),
            currency=currency,
            customer=payer,
            status="requires_payment_method",
            last_payment_error=None,
            metadata=data,
        )

    def _pay(self, form: dict[str, str]) -> tuple[int, Any]:
        data = {key[9:-1]: value for key, value in form.items() if key.startswith("metadata[")}
        intent = self._intent(form["customer"], form["amount"], form["currency"], data)
        return self.try_card(intent)

    def try_card(self, intent: dict[str, Any]) -> tuple[int, Any]:
        match self.cards[intent["customer"]]:
            case "good":
                intent |= {"status": "succeeded", "last_payment_error": None}
                self.tell("payment_intent.succeeded", intent)
                return 200, dict(intent)
            case "declined":
                error = {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}
            case _:
                error = {"type": "card_error", "code": "authentication_required"}
        error["message"] = "Your card was declined."
        intent["last_payment_error"] = dict(error)
        self.tell("payment_intent.payment_failed", intent)
        return 402, {"error": {**error, "payment_intent": dict(intent)}}

    def _session(self, form: dict[str, str]) -> dict[str, Any]:
        made = self.named("checkout.session", "cs", url="")
        made["url"] = f"https://pay.example/{made['id']}"
        self.sessions[made["url"]] = form
        return made

    def pay_on_page(self, url: str) -> dict[str, Any]:
        """The payer does what the page asks; the card is good from then on."""
        form = self.sessions[url]
        start = "payment_intent_data[metadata]["
        data = {key[len(start) : -1]: value for key, value in form.items() if key.startswith(start)}
        price = "line_items[0][price_data]"
        payer = form.get("customer", "")
        self.cards[payer] = GOOD
        intent = self._intent(payer, form[f"{price}[unit_amount]"], form[f"{price}[currency]"], data)
        self.try_card(intent)
        return intent

    def refund(self, intent: str, cents: int, key: str = "") -> dict[str, Any]:
        of = self.things[intent]
        data = {"refund": key} if key else {}
        made = self.named(
            "refund",
            "re",
            payment_intent=intent,
            amount=cents,
            currency=of["currency"],
            status="succeeded",
            metadata=data,
        )
        self.tell("refund.created", made)
        return made

    def dispute(self, intent: str) -> dict[str, Any]:
        of = self.things[intent]
        made = self.named(
            "dispute",
            "dp",
            payment_intent=intent,
            amount=of["amount"],
            currency=of["currency"],
            status="needs_response",
            reason="fraudulent",
        )
        self.tell("charge.dispute.created", made)
        return made

    def decide(self, dispute: str, status: str) -> None:
        thing = self.things[dispute]
        thing["status"] = status
        self.tell("charge.dispute.closed", thing)

    def _page(self, kind: str, form: dict[str, str]) -> dict[str, Any]:
        wanted = kind.removesuffix("s")
        since = int(form.get("created[gte]", "0"))
        found = [each for each in self.things.values() if each["object"] == wanted and each["created"] >= since]
        found.reverse()
        names = [each["id"] for each in found]
        begin = names.index(form["starting_after"]) + 1 if "starting_after" in form else 0
        limit = min(int(form.get("limit", 10)), 100)
        page = found[begin : begin + limit]
        return {"object": "list", "data": page, "has_more": begin + limit < len(found), "url": f"/v1/{kind}"}


def signed(body: bytes, secret: str = SECRET) -> str:
    return str(stripe.WebhookSignature.generate_signature_header(body.decode(), secret))


@contextmanager
def far_end() -> Iterator[tuple[Books, str]]:
    """The books, and the address at which they are kept."""
    books = Books()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Nobody reads it."""

        def _do(self) -> None:
            split = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = dict(parse_qsl(body or split.query, keep_blank_values=True))
            key = self.headers.get("Idempotency-Key", "") if self.command == "POST" else ""
            status, answer = books.answer(self.command, split.path, form, key)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _do  # noqa: N815  # the server's own names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield books, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
