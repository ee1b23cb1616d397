"""People the attacks need who are not in the demo: made by the product's own operations, in its own database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from businesses.demo.seeding import PASSWORD
from tenants.actors import SYSTEM
from tenants.models import Business, Role, User
from tenants.operations import add_member, remove_member
from tests.attack.attacker import Attacker, signed_in, token_of


@dataclass(frozen=True)
class Gone:
    """What somebody held who is no member any more: of each, none may open anything."""

    session: str
    access: str
    conversation: dict[str, Any]


def removed_member(attacker: Attacker) -> Gone:
    """A member of staff at marios who was signed in everywhere, and was removed."""
    gone: Gone = attacker.once("removed", lambda: _remove(attacker))
    return gone


def _remove(attacker: Attacker) -> Gone:
    email, business = f"gone-{attacker.word(6).lower()}@example.com", Business.objects.get(slug="marios")
    user = User.objects.create_user(email, PASSWORD, name="Gone", email_verified_at=timezone.now())
    membership = add_member(business=business, user=user, role=Role.STAFF, by=SYSTEM)
    session = signed_in(attacker, "marios", email)
    access = token_of(attacker, "marios", email)
    bearer = {"Authorization": f"Bearer {access}"}
    path = "/api/v1/conversations/create"
    conversation = attacker.ask("POST", "marios", path, json={"flow": "dashboard"}, headers=bearer).json()
    opened = attacker.ask("GET", "marios", "/staff/", headers={"Cookie": session})
    assert (opened.status_code, "token" in conversation) == (200, True), "they were let in before"
    remove_member(membership=membership, by=SYSTEM)
    connection.close()
    return Gone(session, access, conversation)


def known_person(number: int) -> User:
    """A login with a proved address, which nobody signs in to."""
    email = f"racer{number}@example.com"
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, name="Racer", email_verified_at=timezone.now())
