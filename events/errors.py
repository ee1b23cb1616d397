from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class EventError(AppError):
    status = 500
    code = "event-error"
    title = _("An event could not be handled")


class PublishedOutsideTransaction(EventError):
    """A defect in the caller: the event would not be atomic with its cause."""
