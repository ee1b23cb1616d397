"""Where a link to an artifact leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def address_of(request: HttpRequest | Request, token: str) -> str:
    """On the host that was asked: the business's own."""
    return request.build_absolute_uri(reverse("artifact-shared", args=[token]))
