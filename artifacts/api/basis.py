"""What the endpoints of the assistant and of artifacts have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from rest_framework.authentication import SessionAuthentication
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from artifacts.models import Session
from artifacts.queries import artifacts_for, sessions_of
from artifacts.who import member_of
from businesses.api.serializers import ProblemSerializer
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import permissions_of, permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

    from artifacts.models import Artifact


class AssistantView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.ASSISTANT_ASK),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((401, 403, *statuses, 429), ProblemSerializer)


def own_artifact(request: Request, key: UUID) -> Artifact:
    """404 for one of which the caller may not see what it holds, as for none."""
    return get_object_or_404(artifacts_for(permissions_of(request.user, current_schema())), pk=key)


def own_session(request: Request, key: UUID) -> Session:
    """404 for somebody else's, as for none."""
    return get_object_or_404(sessions_of(member_of(request.user).key), pk=key)


def session_named(request: Request, key: UUID | None) -> UUID | None:
    """Of one that is theirs; None where none is named."""
    return own_session(request, key).pk if key else None
