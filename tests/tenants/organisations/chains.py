"""What the tests of organisations call people and hosts, and how a business joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenants.actors import actor_of
from tenants.models import Branch, Business, Organisation, User
from tenants.operations import (
    join_organisation,
)
from tenants.permissions import OF_ROLE

if TYPE_CHECKING:
    pass

MARIOS, BELLA = "marios.localhost", "bella.localhost"
ANN, LUCA = "ann@example.com", "luca@example.com"
NOTHING: frozenset[str] = frozenset()


def join(organisation: Organisation, business: Business, by: User) -> Branch:
    return join_organisation(organisation=organisation, business=business, by=actor_of(by))


def of(role: str) -> frozenset[str]:
    return frozenset(map(str, OF_ROLE[role]))
