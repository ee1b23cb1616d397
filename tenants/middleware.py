"""HTTP's way into a business: the Host decides, and a session holds on the host it was made on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponseNotFound
from django.urls import set_urlconf

from tenants.authentication import SESSION_SCHEMA
from tenants.connection import connection
from tenants.context import schema_or_public
from tenants.hosts import business_of_host, is_platform
from tenants.shares import shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    GetResponse = Callable[[HttpRequest], HttpResponseBase]

NOT_FOUND = "Nothing answers on this address.\n"


class TenantMiddleware:
    """Puts the request into the schema of its Host; an unknown host gets a plain 404 and never the public site."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        connection.set_schema_to_public()
        try:
            host = request.get_host()
        except DisallowedHost:
            return HttpResponseNotFound(NOT_FOUND, content_type="text/plain")
        request.business = None  # type: ignore[attr-defined]  # error pages are rendered on another thread
        if is_platform(host):
            return self.answer(request, settings.PUBLIC_SCHEMA_URLCONF)
        if (business := business_of_host(host)) is None:
            return HttpResponseNotFound(NOT_FOUND, content_type="text/plain")
        request.business = business  # type: ignore[attr-defined]
        with shares().of(business.schema_name):
            connection.set_tenant(business)
            return self.answer(request, settings.ROOT_URLCONF)

    def answer(self, request: HttpRequest, urlconf: str) -> HttpResponseBase:
        request.urlconf = urlconf
        set_urlconf(urlconf)
        with structlog.contextvars.bound_contextvars(schema=schema_or_public()):
            try:
                return self.get_response(request)
            finally:
                connection.set_schema_to_public()


class SessionOfThisHostMiddleware:
    """Ends a session that was opened in another business: session rows are shared, the right to them is not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        opened_in = request.session.get(SESSION_SCHEMA) if request.session.session_key else None
        if opened_in is not None and opened_in != schema_or_public():
            request.session.flush()
        return self.get_response(request)
