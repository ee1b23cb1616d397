from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class BackupRefused(AppError):
    """The file is no backup of a business, or not as it was written; nothing was changed."""

    status = 422
    code = "backup-refused"
    title = _("This file is no whole backup of a business")


class BackupOfAnotherVersion(BackupRefused):
    code = "backup-of-another-version"
    title = _("This backup was written by another version; restore it with that one, then upgrade")


class BackupSealed(BackupRefused):
    code = "backup-sealed"
    title = _("MASTER_KEYS has not the master key this backup was sealed with; add that one behind your own")
