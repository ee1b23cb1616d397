"""Who answers, how it is going, and whether it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from agents.roster import roster
from conversations.api import serializers as shapes
from conversations.queries import stats
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from rest_framework.request import Request


class AgentsView(APIView):
    """GET: the agents and what each is for."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)

    @extend_schema(responses=shapes.AgentAnswer(many=True))
    def get(self, request: Request) -> Response:
        answer = [
            {
                "key": each.key,
                "name": str(each.name),
                "role": str(each.brief.role),
                "flows": sorted(each.flows),
                "categories": sorted(each.categories),
            }
            for each in roster()
        ]
        return Response(answer)


class StatsView(APIView):
    """GET: figures of the last seven days, for the business's own people."""

    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.FIGURES_VIEW),)

    @extend_schema(responses=shapes.StatsAnswer)
    def get(self, request: Request) -> Response:
        return Response(stats())


class HealthView(APIView):
    """GET: whether turns can be run here."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)

    @extend_schema(responses={200: shapes.HealthAnswer, 503: shapes.HealthAnswer})
    def get(self, request: Request) -> Response:
        from conversations.engine.checkpoints import is_answering  # noqa: PLC0415  # seconds: not at start-up
        from conversations.engine.graph import NODES, compiled  # noqa: PLC0415

        compiled()
        works = is_answering()
        answer = {"status": "ok" if works else "degraded", "nodes": len(NODES), "checkpoints": works}
        return Response(answer, status=200 if works else 503)
