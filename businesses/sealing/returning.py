"""Sealed columns of a business that has come back from a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models.keys import DataKey
from businesses.sealing.errors import NoMasterKey, SealBroken
from businesses.sealing.rotation import rotate_keys, wrap_anew
from tenants.actors import SYSTEM
from tenants.backups.errors import BackupSealed

if TYPE_CHECKING:
    from tenants.provisioning.steps import Return


def seal_as_its_own(back: Return) -> None:
    """Wrap its keys by today's master key; a copy gets one of its own instead. Raises ``BackupSealed``."""
    try:
        if back.is_copy:
            rotate_keys(by=SYSTEM)
            DataKey.objects.exclude(retired_at=None).delete()
        else:
            wrap_anew()
    except (NoMasterKey, SealBroken) as error:
        raise BackupSealed from error
