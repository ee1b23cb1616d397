"""What a person is signed in by: browsers and programs, on every host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from rest_framework_simplejwt.tokens import RefreshToken

from tenants.models import Business, SignIn, TokenFamily

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.models import User


@dataclass(frozen=True, slots=True)
class Device:
    """A line of the list. ``kind`` is ``browser`` or ``program``; ``name`` is "Chrome, Windows" or what it says."""

    id: UUID
    kind: str
    name: str
    place: str
    address: str
    started_at: datetime | None
    seen_at: datetime
    is_this: bool = False


def devices_of(user: User, *, session_key: str | None) -> list[Device]:
    """Where the person is signed in now, the last used first."""
    now = timezone.now()
    rows = SignIn.objects.filter(user=user, session__expire_date__gt=now).select_related("session")
    running = TokenFamily.objects.filter(user=user, ended_at=None, used_at__gt=now - RefreshToken.lifetime)
    proof = user.get_session_auth_hash()
    browsers = [
        row for row in rows if constant_time_compare(row.session.get_decoded().get(HASH_SESSION_KEY, ""), proof)
    ]
    schemas = {row.schema for row in browsers} | {row.schema for row in running}
    names = dict(Business.objects.filter(schema_name__in=schemas).values_list("schema_name", "name"))
    found = [
        Device(
            *(row.pk, "browser", browser_name(row.browser), names.get(row.schema, ""), row.address),
            *(row.started_at, row.seen_at, row.session_id == session_key),
        )
        for row in browsers
    ]
    found += [
        Device(
            *(row.pk, "program", browser_name(row.browser), names.get(row.schema, ""), row.address),
            *(row.started_at, row.used_at),
        )
        for row in running
    ]
    return sorted(found, key=lambda device: (device.is_this, device.seen_at), reverse=True)


def browser_name(text: str) -> str:
    """ "Chrome, Windows" for a browser that says so; what it says of itself for anything else; empty for nothing."""
    from ua_parser import parse  # noqa: PLC0415  # thousands of patterns: only where the list is looked at

    found = parse(text)
    parts = [part.family for part in (found.user_agent, found.os) if part is not None]
    return ", ".join(parts) or text[:60]
