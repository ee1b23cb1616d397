"""Dull makers of rows; a test names only what it is about."""

from __future__ import annotations

from django.utils import timezone

from tenants.actors import SYSTEM
from tenants.models import Business, Role, User
from tenants.operations import add_member, create_business

PASSWORD = "correct-horse-battery"


def new_business(slug: str, *, category: str = "food", timezone: str = "Europe/Rome", **fields: object) -> Business:
    details = Business(
        slug=slug,
        name=f"{slug.title()} Canary{slug}",
        category=category,
        country="IT",
        currency="EUR",
        timezone=timezone,
        phone="+390612345678",
        address="Via Roma 1",
        **fields,
    )
    return create_business(details=details, owner=None, by=SYSTEM)


def new_user(email: str, *, business: Business | None = None, role: str = Role.STAFF, **fields: object) -> User:
    """Somebody whose address is known to be theirs."""
    details = {"name": email.split("@")[0].title(), "email_verified_at": timezone.now()} | fields
    user = User.objects.create_user(email, PASSWORD, **details)
    if business is not None:
        add_member(business=business, user=user, role=role, by=SYSTEM)
    return user
