"""Bearer tokens of staff: issued to one business, and refused by every other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken

from tenants.context import schema_or_public
from tenants.models import TokenFamily, User

if TYPE_CHECKING:
    from rest_framework_simplejwt.tokens import Token

SCHEMA_CLAIM = "schema"
AUDIENCE_CLAIM = "aud"
FAMILY_CLAIM = "family"
PERSON_CLAIM = "person"


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


def bind_to_person(token: Token, user: User) -> None:
    """Write into the token what ends with the password, and at signing out everywhere."""
    token[PERSON_CLAIM] = fingerprint(user)


def fingerprint(user: User) -> str:
    return salted_hmac(PERSON_CLAIM, user.get_session_auth_hash()).hexdigest()[:32]


def holder_of(token: Token) -> User:
    """The person the token was issued to. Raises ``InvalidToken`` for who is gone, or has ended it."""
    user = User.objects.filter(pk=token.get("user_id"), is_active=True).first()
    running = TokenFamily.objects.filter(pk=token.get(FAMILY_CLAIM), user=user, ended_at=None)
    if user is None or not constant_time_compare(token.get(PERSON_CLAIM, ""), fingerprint(user)) or not running:
        raise InvalidToken
    return user


class BusinessJWTAuthentication(JWTAuthentication):
    def get_validated_token(self, raw_token: bytes) -> Token:
        token: Any = super().get_validated_token(raw_token)
        assert_of_this_business(token)
        return token  # type: ignore[no-any-return]  # simplejwt is untyped

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]  # its type knows no user models
        return holder_of(validated_token)
