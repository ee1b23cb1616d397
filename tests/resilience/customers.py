"""Customers who do not give up: each books once, by the form or in a chat, trying again with the same keys until it
is told.
"""

from __future__ import annotations

import random
import re
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.product import RunningProduct

GIVE_UP_SECONDS = 180
MOST_MESSAGES = 16
REFERENCE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")
MAILBOX = "@customers.example"
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")


@dataclass
class Booked:
    """What a customer was told: the reference of a confirmed booking, or nothing where the place was taken."""

    name: str
    reference: str = ""
    refusals: list[str] = field(default_factory=list)


def name_of(number: int) -> str:
    """A name of their own that reads as one."""
    return "Anna " + "".join(SYLLABLES[int(digit)] for digit in f"{number:04}").title()


class Customer:
    """One person with an address of their own, as a proxy in front would report it."""

    def __init__(self, product: RunningProduct, slug: str, number: int) -> None:
        self.name, self.number = name_of(number), number
        self.client = httpx.Client(
            base_url=product.address,
            headers={
                "Host": product.host_header(slug),
                "X-Forwarded-For": f"10.{number // 62500}.{number // 250 % 250}.{number % 250}",
            },
            timeout=20,
        )

    def __enter__(self) -> Customer:
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def insist(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send until something other than a broken connection or a server in trouble answers."""
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < give_up:
            try:
                response = self.client.request(method, path, **request)
            except httpx.TransportError:
                time.sleep(0.3)
                continue
            if response.status_code < 500 and response.status_code not in {409, 429}:
                return response
            if response.status_code == 409 and "alternatives" in response.json().get("errors", {}):
                return response
            time.sleep(0.3)
        raise AssertionError(f"{self.name} was never answered: {method} {path}")

    def book(self, *, service: str, day: str, days: int = 14) -> Booked:
        """Take a slot, the next one when it is gone, and confirm it."""
        booked = Booked(self.name)
        slots = self.insist("GET", "/api/v1/availability", params={
            "service": service, "party_size": 1, "date": day, "days": days,
        }).json()["slots"]  # fmt: skip
        for slot in slots[self.number % max(1, len(slots)) :] + slots:
            held = self.insist(
                "POST", "/api/v1/bookings/hold", headers={"Idempotency-Key": str(uuid.uuid4())},
                json={
                    "slot_token": slot["token"], "party_size": 1,
                    "customer": {"name": self.name, "email": self.email},
                },
            )  # fmt: skip
            if held.status_code == 201:
                return self.confirm(held.json(), booked)
            booked.refusals.append(held.json()["type"])
        return booked

    def confirm(self, hold: dict[str, Any], booked: Booked) -> Booked:
        confirmed = self.insist(
            "POST", f"/api/v1/bookings/{hold['reference']}/confirm",
            headers={"Authorization": f"Bearer {hold['manage_token']}", "Idempotency-Key": str(uuid.uuid4())}, json={},
        )  # fmt: skip
        assert confirmed.status_code == 200, confirmed.text
        booked.reference = confirmed.json()["reference"]
        return booked

    def book_in_chat(self, *, service: str, wish: str, day: str, days: int = 14) -> Booked:
        """Ask for a free time as ``wish`` words it, answer what is asked, and say yes until the desk says it is booked.

        Raises AssertionError where the desk does not get there, or says it without a reference.
        """
        booked = Booked(self.name)
        query = {"service": service, "party_size": 1, "date": day, "days": days}
        slots = self.insist("GET", "/api/v1/availability", params=query).json()["slots"]
        start = datetime.fromisoformat(random.Random(self.number).choice(slots)["start"])
        chat = self.insist("POST", "/api/v1/conversations/create", json={"flow": "dedicated"}).json()
        text = f"{wish} on {start.day} {start:%B} at {start:%H:%M}"
        for _ in range(MOST_MESSAGES):
            turn = self.say(chat, text)
            told = REFERENCE.search(turn["reply"]["text"])
            if told or turn["booking"]:
                assert told, f"{self.name} was told of a booking without its reference: {turn}"
                booked.reference = told[0]
                return booked
            booked.refusals.append(turn["reply"]["text"])
            text = self.answer(turn)
        raise AssertionError(f"{self.name} was not booked in {MOST_MESSAGES} messages: {booked.refusals}")

    def say(self, chat: dict[str, Any], text: str) -> dict[str, Any]:
        """The turn that answers the message, asked for with the same key until there is a reply."""
        message = {"text": text, "client_message_id": uuid.uuid4().hex}
        path, bearer = f"/api/v1/conversations/{chat['id']}/message", {"Authorization": f"Bearer {chat['token']}"}
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < give_up:
            answered = self.insist("POST", path, headers=bearer, json=message)
            assert answered.status_code == 200, answered.text
            turn: dict[str, Any] = answered.json()
            if turn["reply"]:
                return turn
            time.sleep(0.3)
        raise AssertionError(f"{self.name} got no reply to {text!r}")

    def answer(self, turn: dict[str, Any]) -> str:
        """What this customer says to what was asked; where a time is gone, the first that is offered instead."""
        answers = {"confirm": "yes", "name": self.name, "phone": self.email, "email": self.email}
        quick = turn["reply"]["quick_replies"]
        for need in ["confirm"] if "confirm" in turn["needs"] else turn["needs"]:
            if need in answers:
                return answers[need]
        return str(quick[0]["text"]) if quick else "the first one, please"

    @property
    def email(self) -> str:
        return f"c{self.number}{MAILBOX}"
