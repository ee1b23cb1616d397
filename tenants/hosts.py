"""Which business a host belongs to: the one answer for HTTP and sockets."""

from __future__ import annotations

from django.conf import settings

from tenants.context import public
from tenants.models import Business, Domain

STRANGER, PLATFORM = "?", "the platform"
REMEMBERED = 10_000
_seen: dict[str, str] = {}
"""The schema by host, of those that have been asked for."""


def hostname(host: str) -> str:
    """The host without port and trailing dot, lower case, as Domain rows hold it."""
    return host.rsplit(":", 1)[0].rstrip(".").lower() if not host.endswith("]") else host.lower()


def is_platform(host: str) -> bool:
    return hostname(host) == settings.PLATFORM_HOST


def business_of_host(host: str) -> Business | None:
    """The business that answers on the host, or None where there is none or it is suspended."""
    with public():
        domain = Domain.objects.select_related("tenant").filter(domain=hostname(host)).first()
    if domain is None or domain.tenant.is_suspended:
        return None
    business: Business = domain.tenant
    _seen[domain.domain] = business.schema_name
    if len(_seen) > REMEMBERED:
        _seen.clear()
    return business


def who_answers_on(host: str) -> str:
    """Whose work an answer on the host is, told without a row: the schema, as this process has found it before; for all
    it does not know one name, so that who makes hosts up shares with others who do.
    """
    return PLATFORM if is_platform(host) else _seen.get(hostname(host), STRANGER)


def url_of(business_slug: str, path: str = "/") -> str:
    """The address of a business's own host, built from the platform's address."""
    scheme, _, rest = settings.PLATFORM_URL.partition("://")
    return f"{scheme}://{business_slug}.{rest.rstrip('/')}{path}"
