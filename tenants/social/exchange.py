"""The exchange with a provider: the authorization code flow with PKCE, by Authlib, at the platform's host.

Providers send people back to addresses that were registered with them beforehand, and businesses come and go: so all
leave from and come back to the platform's host.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import structlog

from tenants.errors import ProviderRefused
from tenants.social.providers import Claims

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tenants.social.providers import Provider

logger = structlog.get_logger(__name__)

SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Algorithms of an id_token: with the provider's own key. Not ``none``, and not with a secret we share."""
SECONDS = 5
TENANT = "{tenantid}"
"""In Microsoft's issuer, where it stands for all organisations: a token names the one it is of."""


@cache
def client_of(provider: Provider) -> Any:
    """Kept per process with the provider's description and keys; keys it does not know are asked for again."""
    from authlib.integrations.django_client import OAuth  # noqa: PLC0415  # only when used

    kwargs: dict[str, Any] = {"code_challenge_method": "S256", "timeout": SECONDS}
    if provider.metadata:
        where = {"server_metadata_url": provider.metadata}
        kwargs["scope"] = "openid email profile"
    else:
        where = {
            "authorize_url": f"{provider.site}/login/oauth/authorize",
            "access_token_url": f"{provider.site}/login/oauth/access_token",
            "api_base_url": f"{provider.api}/",
        }
        kwargs["scope"] = "user:email"
    return OAuth().register(
        provider.key,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        client_kwargs=kwargs,
        **where,
    )


def begin(request: HttpRequest, provider: Provider, *, back_to: str) -> tuple[str, str]:
    """The provider's address to send the person to, and the state by which they are known when they come back.

    Raises ``ProviderRefused`` where it does not answer.
    """
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415

    client = client_of(provider)
    try:
        begun = client.create_authorization_url(back_to)
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as error:
        raise refused(provider, error) from error
    client.save_authorize_data(request, redirect_uri=back_to, **begun)
    return begun["url"], begun["state"]


def finish(request: HttpRequest, provider: Provider) -> Claims:
    """Who has come back, as the provider vouches for it. Raises ``ProviderRefused`` for what is not as it must be."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415

    client = client_of(provider)
    try:
        return _of_openid(request, provider, client) if provider.metadata else _of_github(request, provider, client)
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise refused(provider, error) from error


def refused(provider: Provider, error: Exception) -> ProviderRefused:
    logger.warning("provider_refused", provider=provider.key, error=repr(error)[:300])
    return ProviderRefused()


def _of_openid(request: HttpRequest, provider: Provider, client: Any) -> Claims:
    metadata = client.load_server_metadata()
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED_BY]
    issuer = metadata["issuer"]
    iss = {"essential": True, "validate": _is_of_its_tenant(issuer)} if TENANT in issuer else _exactly(issuer)
    options = {"iss": iss, "aud": _exactly(provider.client_id)}
    token = client.authorize_access_token(request, claims_options=options)
    said = dict(token["userinfo"])  # of the id_token, checked; without one there is none
    if "email" not in said and metadata.get("userinfo_endpoint"):
        more = client.userinfo(token=token)
        if more.get("sub") != said["sub"]:
            raise ValueError("userinfo is of somebody else")
        said = {**more, **said}
    return Claims.of_token(provider, said)


def _exactly(value: str) -> dict[str, Any]:
    return {"essential": True, "value": value}


def _is_of_its_tenant(issuer: str) -> Any:
    return lambda claims, value: value == issuer.replace(TENANT, str(claims.get("tid", "")))


def _of_github(request: HttpRequest, provider: Provider, client: Any) -> Claims:
    """OAuth without OpenID: the person's number, and of their addresses the primary one if GitHub has verified it."""
    token = client.authorize_access_token(request)
    person, addresses = (client.get(path, token=token) for path in ("user", "user/emails"))
    person.raise_for_status()
    addresses.raise_for_status()
    primary: dict[str, Any] = next((each for each in addresses.json() if each.get("primary")), {})
    said = {"sub": person.json()["id"], "email": primary.get("email"), "email_verified": primary.get("verified")}
    return Claims.of_token(provider, said)
