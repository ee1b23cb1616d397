"""What a person is told by mail of their own login: who did not do it themselves learns of it there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tenants.accounts.post import again, queue, send

if TYPE_CHECKING:
    from tenants.models import User


class Notice(models.TextChoices):
    PASSWORD = "password", _("Your password was changed.")
    ADDRESS = "address", _("You sign in with another e-mail address now.")
    SECOND_FACTOR_ON = "second-factor-on", _("Two-step login was switched on.")
    SECOND_FACTOR_OFF = "second-factor-off", _("Two-step login was switched off.")
    CONNECTED = "connected", _("A login elsewhere was connected to yours: it opens it from now on.")
    DISCONNECTED = "disconnected", _("A login elsewhere does not open yours any more.")
    PASSKEY_ADDED = "passkey-added", _("A passkey was added: it opens your login from now on.")
    PASSKEY_REMOVED = "passkey-removed", _("A passkey does not open your login any more.")
    RECOVERY_CODES = "recovery-codes", _("Your recovery codes were replaced.")


def post_notice(user: User, notice: Notice, *, to: str = "") -> None:
    """Mail it to the person's address, or to the one they had: an address nobody has proved gets none."""
    if user.is_verified:
        queue(partial(mail_notice.delay, to or user.email, notice.value, translation.get_language() or ""))


@again
def mail_notice(to: str, notice: str, language: str) -> None:
    with translation.override(language or None):
        send("notice", to, language, what=str(Notice(notice).label))
