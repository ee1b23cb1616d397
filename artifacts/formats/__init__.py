"""A version as a file, in the language of the artifact."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from artifacts.kinds import Format

if TYPE_CHECKING:
    from artifacts.models import Version


def write(version: Version, form: Format) -> bytes:
    """Whatever draws or packs is loaded here, when it is first needed: no web process does before."""
    return bytes(import_module(f"artifacts.formats.as_{form}").write(version))
