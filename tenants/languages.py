"""The languages served, as fields offer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.utils.functional import Promise


def languages_served() -> list[tuple[str, str | Promise]]:
    """Code and name of each; fields take the function, so that one more language needs no migration."""
    return list(settings.LANGUAGES)
