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


@dataclass
class Attacker:
    product: RunningProduct
    chance: random.Random
    http: httpx.Client
    held: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, slug: str, path: str, **options: Any) -> httpx.Response:
        host = self.product.host_header(slug) if slug else f"localhost:{self.product.port}"
        address = ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
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
        said = {"email": self.owner(slug), "password": PASSWORD}
        answer = self.once(f"access {slug}", lambda: self.ask("POST", slug, "/api/v1/auth/token", json=said).json())
        return str(answer["access"])

    def owner(self, slug: str) -> str:
        return next(email for role, email in demo_logins(slug) if role == "owner")

    def word(self, length: int) -> str:
        return "".join(self.chance.choices(string.ascii_letters + string.digits + "-_", k=length))

    def pick(self, *options: Any) -> Any:
        return self.chance.choice(options)


def signed_in(attacker: Attacker, slug: str, email: str = "") -> str:
    """The cookies of the owner's session, or of the member's with the address."""
    page = attacker.ask("GET", slug, "/login/")
    token = page.cookies.get("csrftoken", "")
    said = {"username": email or attacker.owner(slug), "password": PASSWORD, "csrfmiddlewaretoken": token}
    answer = attacker.ask("POST", slug, "/login/", data=said, headers={"Cookie": f"csrftoken={token}"})
    return f"session={answer.cookies['session']}; csrftoken={answer.cookies.get('csrftoken', token)}"
