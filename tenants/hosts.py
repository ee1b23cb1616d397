"""Which business a host belongs to: the one answer for HTTP and sockets."""

from __future__ import annotations

from django.conf import settings

from tenants.context import public
from tenants.models import Business, Domain


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
    return business


def url_of(business_slug: str, path: str = "/") -> str:
    """The address of a business's own host, built from the platform's address."""
    scheme, _, rest = settings.PLATFORM_URL.partition("://")
    return f"{scheme}://{business_slug}.{rest.rstrip('/')}{path}"
