from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tenants.connection import connection
from tenants.models import Business

if TYPE_CHECKING:
    from django.http import HttpRequest


def business(request: HttpRequest) -> dict[str, Any]:
    """``business``: the host's business, or None on the platform's host."""
    tenant = connection.tenant
    return {"business": tenant if isinstance(tenant, Business) else None}
