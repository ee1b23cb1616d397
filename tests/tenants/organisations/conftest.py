"""A chain of restaurants, who owns it, and who looks at its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenants.actors import SYSTEM, actor_of
from tenants.models import Business, Organisation, Role, User
from tenants.operations import (
    add_member,
    add_organisation_member,
    begin_organisation,
)
from tests.factories import new_user
from tests.tenants.organisations.chains import ANN, LUCA

if TYPE_CHECKING:
    pass


@pytest.fixture
def ann(marios: Business, bella: Business) -> User:
    """Owns both businesses."""
    user = new_user(ANN, business=marios, role=Role.OWNER)
    add_member(business=bella, user=user, role=Role.OWNER, by=SYSTEM)
    return user


@pytest.fixture
def chain(marios: Business, ann: User) -> Organisation:
    """Marios alone, as yet."""
    return begin_organisation(name="Ann's", business=marios, owner=ann, by=actor_of(ann))


@pytest.fixture
def luca(chain: Organisation, ann: User) -> User:
    user = new_user(LUCA)
    add_organisation_member(organisation=chain, user=user, role=Role.ANALYST, by=actor_of(ann))
    return user
