"""Customers who do not give up: each books once over HTTP, trying again with the same keys until it is told."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.product import RunningProduct

GIVE_UP_SECONDS = 180


@dataclass
class Booked:
    """What a customer was told: the reference of a confirmed booking, or nothing where the place was taken."""

    name: str
    reference: str = ""
    refusals: list[str] = field(default_factory=list)


class Customer:
    """One person with an address of their own, as a proxy in front would report it."""

    def __init__(self, product: RunningProduct, slug: str, number: int) -> None:
        self.name, self.number = f"Customer {number}", number
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
                    "customer": {"name": self.name, "email": f"c{self.number}@example.com"},
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
