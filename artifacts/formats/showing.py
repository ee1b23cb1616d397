"""What stands in an artifact, as people read it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.clock import short_day

if TYPE_CHECKING:
    from artifacts.sources import Source

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def cell_told(cell: str) -> str:
    """A day as it is written, such as "Mon 30 Nov"; anything else as it stands."""
    if _DAY.fullmatch(cell):
        try:
            return short_day(date.fromisoformat(cell))
        except ValueError:
            return cell
    return cell


def place_of(source: Source) -> str:
    """Such as "Insurance, page 3"."""
    page = _("page %(n)s") % {"n": source.page}
    return f"{source.title}, {page}" if source.page else source.title
