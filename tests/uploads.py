"""Where a test looks for what a business has uploaded."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def files_of(schema: str) -> Path:
    """The folder in which the store keeps them; of no schema, all businesses' folders."""
    return Path(settings.MEDIA_ROOT) / schema
