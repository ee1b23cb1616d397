from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


def business(request: HttpRequest) -> dict[str, Any]:
    """``business``: the host's business, or None on the platform's host."""
    return {"business": getattr(request, "business", None)}
