"""Bearer tokens of staff: issued to one business, and refused by every other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken

from tenants.context import schema_or_public

if TYPE_CHECKING:
    from rest_framework_simplejwt.tokens import Token

SCHEMA_CLAIM = "schema"
AUDIENCE_CLAIM = "aud"


def audience(schema: str) -> str:
    return f"x-seven:{schema}"


def bind_to_business(token: Token) -> None:
    """Write the current business into the token's claims."""
    schema = schema_or_public()
    token[SCHEMA_CLAIM] = schema
    token[AUDIENCE_CLAIM] = audience(schema)


def assert_of_this_business(token: Token) -> None:
    """Raise ``InvalidToken`` for a token of another business, or of none."""
    schema = schema_or_public()
    if token.get(SCHEMA_CLAIM) != schema or token.get(AUDIENCE_CLAIM) != audience(schema):
        raise InvalidToken


class BusinessJWTAuthentication(JWTAuthentication):
    def get_validated_token(self, raw_token: bytes) -> Token:
        token: Any = super().get_validated_token(raw_token)
        assert_of_this_business(token)
        return token  # type: ignore[no-any-return]  # simplejwt is untyped
