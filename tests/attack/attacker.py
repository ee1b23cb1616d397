"""The attacker: a stranger with HTTP, an address that is new each time, and tokens that were given to somebody."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from businesses.demo.seeding import PASSWORD, demo_logins
from tests.product import RunningProduct

OFFICE = "198.51.100.7"
"""Where the owners sign in from, and nobody else comes from: strangers who guess their passwords cannot shut them out
of it (tenants/limits/attempts.py)."""


@dataclass
class Attacker:
    product: RunningProduct
    chance: random.Random
    http: httpx.Client
    held: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, slug: str, path: str, *, address: str = "", **options: Any) -> httpx.Response:
        """From an address that is new each time, unless one is named."""
        host = self.product.host_header(slug) if slug else f"localhost:{self.product.port}"
        address = address or ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
        headers = {"Host": host, "X-Forwarded-For": address, **options.pop("headers", {})}
        self.http.cookies.clear()
        return self.http.request(method, self.product.address + path, headers=headers, **options)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self.held:
            self.held[name] = make()
        return self.held[name]

    def conversation(self, slug: str) -> dict[str, Any]:
        """One that somebody holds at the business."""
        path = "/api/v1/conversations/create"
        made: dict[str, Any] = self.once(f"conversation {slug}", lambda: self.ask("POST", slug, path, json={}).json())
        return made

    def access(self, slug: str) -> str:
        """The staff token of the business's owner."""
        token: str = self.once(f"access {slug}", lambda: token_of(self, slug, self.owner(slug)))
        return token

    def owner(self, slug: str) -> str:
        return next(email for role, email in demo_logins(slug) if role == "owner")

    def word(self, length: int) -> str:
        return "".join(self.chance.choices(string.ascii_letters + string.digits + "-_", k=length))

    def pick(self, *options: Any) -> Any:
        return self.chance.choice(options)


def token_of(attacker: Attacker, slug: str, email: str) -> str:
    """The access a member is given at the office."""
    said = {"email": email, "password": PASSWORD}
    answer = attacker.ask("POST", slug, "/api/v1/auth/token", address=OFFICE, json=said)
    assert answer.status_code == 200, f"{email} is not let in at {slug}: {answer.status_code} {answer.text}"
    return str(answer.json()["access"])


def signed_in(attacker: Attacker, slug: str, email: str = "") -> str:
    """The cookies of the session at the office of the owner, or of the member with the address."""
    page = attacker.ask("GET", slug, "/login/", address=OFFICE)
    token = page.cookies.get("csrftoken", "")
    said = {"username": email or attacker.owner(slug), "password": PASSWORD, "csrfmiddlewaretoken": token}
    headers = {"Cookie": f"csrftoken={token}"}
    answer = attacker.ask("POST", slug, "/login/", address=OFFICE, data=said, headers=headers)
    assert answer.status_code == 302, f"{said['username']} is not let in at {slug}: {answer.status_code}"
    return f"session={answer.cookies['session']}; csrftoken={answer.cookies.get('csrftoken', token)}"


def open_offices(product: RunningProduct) -> None:
    """Let the owners be known where they work before anybody guesses their passwords."""
    with httpx.Client(timeout=30) as http:
        attacker = Attacker(product, random.Random(0), http)
        for slug in ("marios", "bella"):
            attacker.access(slug)
