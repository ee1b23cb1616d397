"""What is refused when something is to be remembered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class NotAsked(AppError):
    """The privacy notice does not say that anything is remembered."""

    status = 409
    code = "not-asked-to-remember"
    title = _("Nothing is remembered here")
