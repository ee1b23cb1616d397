"""Who else vouches for people, as far as this installation is configured for them, and what they say in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tenants.limits.names import canonical_name

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUE = frozenset({True, "1", "true"})
"""As providers write it in JSON."""


@dataclass(frozen=True, slots=True)
class Provider:
    """``metadata`` is where an OpenID provider describes itself; empty for GitHub, which speaks OAuth alone.

    ``verified_claim`` says that the person has proved the address to the provider.
    """

    key: str
    label: str
    client_id: str
    client_secret: str
    metadata: str
    verified_claim: str = "email_verified"
    api: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of who has just signed in there. ``subject`` never changes; an address may."""

    provider: str
    subject: str
    email: str
    is_email_verified: bool

    @classmethod
    def of_token(cls, provider: Provider, said: Mapping[str, Any]) -> Claims:
        email = said.get("email")
        verified = said.get(provider.verified_claim)
        return cls(
            provider=provider.key,
            subject=str(said["sub"]),
            email=canonical_name(email) if isinstance(email, str) else "",
            is_email_verified=isinstance(email, str) and isinstance(verified, bool | int | str) and verified in TRUE,
        )


def providers() -> dict[str, Provider]:
    """Those this installation has credentials for, in the order of their buttons."""
    return {key: Provider(key=key, **said) for key, said in settings.SOCIAL_LOGINS.items()}
