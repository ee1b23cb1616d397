"""Who is told what in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.models import Audience
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection


def audience_of(permissions: Collection[str]) -> Audience:
    """The audience somebody belongs to who may do this here: owners are who may change settings, staff anybody else."""
    return Audience.OWNER if Permission.SETTINGS_CHANGE in permissions else Audience.STAFF
