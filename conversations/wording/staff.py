"""Notices in a conversation about who speaks."""

from __future__ import annotations

from django.utils.translation import gettext as _


def joined(name: str) -> str:
    return _("%(name)s has joined and answers you from here on.") % {"name": name or _("A member of our staff")}


def left(name: str) -> str:
    return _("%(name)s has left. The AI assistant answers again; ask for a person any time.") % {
        "name": name or _("Our member of staff")
    }


def ended() -> str:
    return _("This conversation has ended.")


def restarted() -> str:
    return _("Let's start afresh. Nothing that was booked has changed. What can I do for you?")
