"""The first page of each admin: a business's is about the business, the platform's about what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.probes import failing
from conversations.admin.overview import overview
from tenants.context import PUBLIC, schema_or_public

if TYPE_CHECKING:
    from django.http import HttpRequest


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index shows (``UNFOLD["DASHBOARD_CALLBACK"]``)."""
    if schema_or_public() == PUBLIC:
        return context | {"failing": sorted(failing().items())}
    return overview(request, context)
