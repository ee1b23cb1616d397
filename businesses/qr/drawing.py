"""A code as a picture: the address it opens, drawn so that print and dirt take little from it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.urls import reverse

from tenants.context import current_business
from tenants.hosts import url_of

if TYPE_CHECKING:
    from businesses.models import QrCode

ERROR_CORRECTION = "q"
"""A quarter of it may be unreadable (ISO/IEC 18004)."""
QUIET_ZONE = 4
"""Modules around it that stay white, as the norm wants."""
SCALE = {"svg": 8, "png": 24}
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def address_of(code: QrCode) -> str:
    return url_of(current_business().slug, reverse("qr-scan", args=[code.code]))


def drawn(code: QrCode, kind: str) -> bytes:
    """As ``svg`` or ``png`` (``TYPES``)."""
    written = io.BytesIO()
    made = segno.make(address_of(code), error=ERROR_CORRECTION, micro=False)
    made.save(written, kind=kind, scale=SCALE[kind], border=QUIET_ZONE)
    return written.getvalue()
