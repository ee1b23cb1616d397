"""What is answered to an error outside of the API's views: Django's ``handler500``, for middleware as well."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from config.problems import internal, of_outage
from tenants.outages import RETRY_AFTER, SERVICE_UNAVAILABLE, is_outage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Called while the error is being handled."""
    error = sys.exc_info()[1]
    is_api = request.path.startswith("/api/")
    if error is not None and is_outage(error):
        return of_outage(error) if is_api else unavailable()
    return internal() if is_api else defaults.server_error(request)


def unavailable() -> HttpResponse:
    """Rendered without the request: what pages know of it is read from the database."""
    return HttpResponse(render_to_string("503.html"), status=SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
