"""A report as a file: the same figures and tables in each format, in the language that is active."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reports.states import Format

if TYPE_CHECKING:
    from reports.contents import Content
    from reports.models import Report


def write(report: Report, content: Content) -> bytes:
    """Whatever draws or packs is loaded here, when it is first needed: no web process does."""
    return bytes(import_module(f"reports.formats.as_{Format(report.format)}").write(report, content))
