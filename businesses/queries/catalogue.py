"""Rows under the id or name a caller writes."""

from __future__ import annotations

from businesses.models import Resource, ResourceKind, Service, StaffMember

LONGEST_KEY = 18  # digits that surely fit PostgreSQL's bigint


def service_called(text: str) -> Service | None:
    """The service offered under this id or name."""
    offered = Service.objects.offered()
    return (offered.filter(pk=int(text)) if is_key(text) else offered.filter(name__iexact=text.strip())).first()


def staff_called(text: str) -> StaffMember | None:
    """The person who works here under this id or name."""
    active = StaffMember.objects.filter(is_active=True)
    return (active.filter(pk=int(text)) if is_key(text) else active.filter(name__iexact=text.strip())).first()


def table_called(text: str) -> Resource | None:
    """The table in use under this id or name."""
    tables = Resource.objects.filter(kind=ResourceKind.TABLE, is_active=True)
    return (tables.filter(pk=int(text)) if is_key(text) else tables.filter(name__iexact=text.strip())).first()


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
