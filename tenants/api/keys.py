"""``Authorization: Api-Key xs_…``, or ``Bearer xs_…``: a program of the business, at the business's own host."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.throttling import ScopedRateThrottle

from tenants.bearer import KeyBearer
from tenants.context import current_schema
from tenants.errors import TooMany
from tenants.keys import MARK, PER_BUSINESS, PER_KEY, WRONG_KEYS, Tier, digest_of, prefix_of
from tenants.limits.addresses import address_of
from tenants.limits.shared import take
from tenants.models import ApiKey
from tenants.rules import permissions_of

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

logger = structlog.get_logger(__name__)

USE_NOTED_EVERY = timedelta(minutes=1)


def key_in(request: Request) -> str | None:
    """The key the request carries; None where it carries something else, or nothing."""
    scheme, _space, rest = get_authorization_header(request).decode("latin-1").partition(" ")
    if scheme.lower() == "api-key":
        return rest.strip()
    return rest.strip() if scheme.lower() == "bearer" and rest.strip().startswith(MARK) else None


class ApiKeyAuthentication(BaseAuthentication):
    """Each use is counted against the key's tier and the business's."""

    def authenticate(self, request: Request) -> tuple[KeyBearer, ApiKey] | None:
        """Raises ``AuthenticationFailed`` for what is no good key here, ``TooMany``."""
        if (given := key_in(request)) is None:
            return None
        row = self.row_of(request, given)
        permissions = permissions_of(row.made_by, row.schema).intersection(row.permissions)
        if not permissions and row.permissions:
            raise AuthenticationFailed(_("Who made this key may not do what it is for any more."), "key-without-maker")
        self.count(row)
        self.note_use(request, row)
        return KeyBearer(row.schema, permissions, row.pk, row.name, row.made_by_id), row

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'

    def row_of(self, request: Request, given: str) -> ApiKey:
        address = address_of(request._request)
        if wait := take((WRONG_KEYS, address)):
            raise TooMany(wait)
        rows = ApiKey.objects.filter(schema=current_schema(), prefix=prefix_of(given)).select_related(
            "business", "made_by"
        )
        row = rows.first()
        is_right = constant_time_compare(row.digest if row else "", digest_of(given))
        if row is None or not is_right:
            raise AuthenticationFailed(_("This key is not known here."), "key-unknown")
        take((WRONG_KEYS, address), count=-1)
        if not row.is_good(timezone.now()):
            raise AuthenticationFailed(_("This key has ended."), "key-ended")
        return row

    def count(self, row: ApiKey) -> None:
        who = f"{row.schema} {row.pk}"
        if wait := take((PER_KEY[Tier(row.tier)], who), (PER_BUSINESS[Tier(row.business.api_tier)], row.schema)):
            raise TooMany(wait)

    def note_use(self, request: Request, row: ApiKey) -> None:
        now = timezone.now()
        if row.last_used_at is None or now - row.last_used_at > USE_NOTED_EVERY:
            ApiKey.objects.filter(pk=row.pk).update(last_used_at=now, last_address=address_of(request._request))


class PublicThrottle(ScopedRateThrottle):
    """The scope's rate, by address; a request with a key has been counted against its tier instead."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, ApiKey) or bool(super().allow_request(request, view))


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "tenants.api.keys.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        told = "`Api-Key xs_…`, or `Bearer xs_…`: a key from the business's admin. It has the permissions chosen there."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": told}
