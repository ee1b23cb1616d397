"""Why something cannot be put into the trash, or not be brought back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenants.errors import AppError


class StillBooked(AppError):
    """Customers are to come for it."""

    status = 409
    code = "still-booked"

    def __init__(self, count: int) -> None:
        told = ngettext(
            "%(count)d booking is still to come: move or cancel it first.",
            "%(count)d bookings are still to come: move or cancel them first.",
            count,
        )
        super().__init__(told % {"count": count})


class NotInTheTrash(AppError):
    status = 404
    code = "not-in-the-trash"
    title = _("That is not in the trash any more")


class NotRestorable(AppError):
    """Something else has its name or number, or what it belongs to is in the trash itself."""

    status = 409
    code = "not-restorable"
    title = _("That cannot be brought back as it is")
