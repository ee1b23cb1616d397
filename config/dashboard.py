"""The first page of each admin: a business's is about the business, the platform's about what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from config.probes import failing
from conversations.admin.overview import overview
from embedded import records
from embedded.layout import layout_of
from tenants.context import PUBLIC, schema_or_public

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

LAST = {
    records.BACKUP: _("A backup was written"),
    records.BASE: _("The cluster was copied"),
    records.LOG: _("The log was copied"),
    records.REHEARSAL: _("A backup was restored to try it"),
}


def last_worked() -> list[tuple[_StrOrPromise, datetime | None, str]]:
    """When each last did, and where what was written or tried is; none where it never has."""
    kept, places = records.read(layout_of()), records.places(layout_of())
    return [(name, parse_datetime(kept[kind] or ""), places.get(kind, "")) for kind, name in LAST.items()]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index shows (``UNFOLD["DASHBOARD_CALLBACK"]``)."""
    if schema_or_public() == PUBLIC:
        return context | {"failing": sorted(failing().items()), "last": last_worked()}
    return overview(request, context)
