"""What the platform's own assistant says."""

from __future__ import annotations

from django.utils.translation import gettext as _


def here(names: list[str]) -> str:
    """Which businesses are here, as listed: no ranking and nothing that is not published."""
    if not names:
        return _("I'm the AI assistant of this platform. No business is listed here yet.")
    listed = "\n".join(f"\N{BULLET} {name}" for name in names)
    return (
        _("I'm the AI assistant of this platform. These businesses are here; each answers on its own page:")
        + f"\n{listed}"
    )
