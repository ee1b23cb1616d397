"""A restaurant with a menu, some bookings and a document, and members who ask."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from artifacts.operations.asking import Member, ask
from artifacts.operations.making import make_artifact
from businesses.models import HoursException, MenuItem, MenuSection
from knowledge.models import Audience
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.models import Role
from tenants.rules import permissions_of
from tests.businesses.conftest import restaurant, table
from tests.businesses.dashboard.diaries import booked
from tests.factories import new_user
from tests.knowledge.documents import told

if TYPE_CHECKING:
    from artifacts.models import Artifact, Exchange
    from businesses.models import Service
    from tenants.models import Business, User

__all__ = ["restaurant", "table"]

NOW = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
"""Half past ten in Rome, on a Monday."""
PARKING = "Guests park behind the house, for 4 euros a day. The gate closes at 23:30."
ACCOUNTS = "The safe opens with 4711. Only the owner may know."


@pytest.fixture(autouse=True)
def _set_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def menu(restaurant: Business) -> Business:
    MenuItem.objects.all().delete()
    section = MenuSection.objects.create(name="Desserts")
    MenuItem.objects.create(
        section=section, name="Tiramisù", price=Decimal("7.50"), description="With espresso.",
        allergens=["milk", "eggs"], allergens_recorded_on=date(2026, 3, 1), is_vegetarian=True,
    )  # fmt: skip
    MenuItem.objects.create(section=section, name="Sorbet | lemon", price=Decimal("5.00"))
    HoursException.objects.create(date=date(2026, 3, 25), is_closed=True, note="Annunciation")
    return restaurant


@pytest.fixture
def diary(menu: Business, table: Service) -> Service:
    for day, hour, people in ((9, 18, 2), (9, 19, 4), (11, 12, 2), (2, 12, 3)):
        booked(table, date(2026, 3, day), hour, party_size=people)
    return table


@pytest.fixture
def documents(menu: Business) -> None:
    told("Parking", PARKING)
    told("Safe", ACCOUNTS, Audience.OWNER)


@pytest.fixture
def owner(restaurant: Business) -> User:
    return new_user("mara@example.com", business=restaurant, role=Role.OWNER, name="Mara Owner")


@pytest.fixture
def staff(restaurant: Business) -> User:
    return new_user("sam@example.com", business=restaurant, role=Role.STAFF, name="Sam Staff")


def member(user: User, spoken: str = "en") -> Member:
    return Member(user.pk, permissions_of(user, current_schema()), actor_of(user), spoken)


def said(user: User, text: str, *, session: UUID | None = None, spoken: str = "en", key: str = "") -> Exchange:
    return ask(text=text, member=member(user, spoken), now=NOW, session_id=session, key=key)


def made(user: User, text: str, spoken: str = "en") -> Artifact:
    """Asked for and made, whatever came of it."""
    exchange = said(user, text, spoken=spoken)
    assert exchange.artifact is not None, exchange.told
    found = make_artifact(artifact_id=exchange.artifact.pk, now=NOW)
    assert found is not None
    return found


def text_of(artifact: Artifact) -> str:
    return artifact.versions.get(number=artifact.version).text
