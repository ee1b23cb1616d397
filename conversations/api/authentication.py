"""The bearer token of one conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from conversations.tokens import read_token
from tenants.actors import Actor
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.errors import TokenExpired, TokenForged

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

JWT_DOTS = 2
"""A staff token is header.payload.signature; a conversation's is divided by colons."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever holds the token of a conversation."""

    conversation_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor(kind="customer", id=f"conversation:{self.conversation_id}")


def bearer(request: Request) -> str:
    scheme, _space, token = get_authorization_header(request).partition(b" ")
    return token.decode("latin-1").strip() if scheme.lower() == b"bearer" else ""


def visitor_of(token: str) -> Visitor:
    """Raises ``AuthenticationFailed`` for a token that is forged, expired or of another business."""
    try:
        return Visitor(read_token(token))
    except TokenExpired:
        raise AuthenticationFailed(_("This conversation's token has expired; start a new conversation.")) from None
    except TokenForged:
        raise AuthenticationFailed(_("This token does not open a conversation here.")) from None


class VisitorAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>`` as the conversation was created with."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Visitor] | None:
        token = bearer(request)
        return (AnonymousUser(), visitor_of(token)) if token else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class ConversationOrStaffAuthentication(BaseAuthentication):
    """The token of a conversation goes on with it; a staff token starts one in the dashboard flow."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        token = bearer(request)
        if token.count(".") == JWT_DOTS and not token.startswith("."):
            return BusinessJWTAuthentication().authenticate(request)
        return (AnonymousUser(), visitor_of(token)) if token else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class OwnsConversation(BasePermission):
    """Whether the token is that of the conversation in the path."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        visitor = request.auth
        return isinstance(visitor, Visitor) and visitor.conversation_id == view.kwargs.get("conversation_id")


class VisitorScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "conversations.api.authentication.VisitorAuthentication"
    name = "conversationToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The token the conversation was created with."}


class ConversationOrStaffScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "conversations.api.authentication.ConversationOrStaffAuthentication"
    name = "conversationOrStaffToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A conversation's token, or a member's."}
