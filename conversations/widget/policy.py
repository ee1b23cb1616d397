"""Content-Security-Policy of the pages in this folder: files of this host only, nothing inline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
NONE = "'none'"


def socket_origin(request: HttpRequest) -> str:
    scheme = "wss" if request.is_secure() else "ws"
    return f"{scheme}://{request.get_host()}"


def restrict(
    response: HttpResponse, *, request: HttpRequest, ancestors: Iterable[str] = (), guests: Iterable[str] = ()
) -> HttpResponse:
    """Set the page's policy: ``ancestors`` are the origins that may embed it, ``guests`` those it embeds.

    Written on the response itself, so that the site-wide policy does not replace it.
    """
    allowed = " ".join(sorted(ancestors))
    invited = "".join(f" {origin}" for origin in guests)
    response.headers[HEADER] = "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{invited}",
            f"frame-src{invited or f' {NONE}'}",
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self' {socket_origin(request)}",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {allowed or NONE}",
        ]
    )
    if allowed:
        response.xframe_options_exempt = True  # Django's clickjacking middleware reads it
    return response
