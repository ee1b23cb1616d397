"""What staff are refused when they handle people's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class NameMismatch(AppError):
    status = 409
    code = "name-mismatch"
    title = _("The name you typed is not the customer's; nothing was erased")


class ExportNotThere(AppError):
    """It is not ready yet, was deleted since, or never was."""

    status = 404
    code = "export-not-there"
    title = _("There is no such file any more")


class ArchiveNotValid(AppError):
    """No export of ours, one of another version, or one whose files are not those it was written with."""

    status = 422
    code = "archive-not-valid"
    title = _("This is no export that can be read")


class BusinessNotEmpty(AppError):
    """An import fills a new business; it never mixes with what has been booked."""

    status = 409
    code = "business-not-empty"
    title = _("This business has customers or bookings already")
