"""GET /figures: what the owner's dashboard shows, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.figures_serializers import FiguresQuery, FiguresSerializer, figures_json
from businesses.api.serializers import ProblemSerializer
from businesses.dashboard.forms import USUAL
from businesses.dashboard.periods import own_periods, periods_of
from businesses.dashboard.queries import dashboard_of
from businesses.queries import business_today
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from rest_framework.request import Request


class Figures(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.FIGURES_VIEW),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="figures_retrieve",
        summary="Figures of some days, beside those of as many days before",
        description="Without days: the last 28. Days are the business's own, and end when its last opening does.",
        parameters=[FiguresQuery],
        responses={200: FiguresSerializer, **dict.fromkeys((401, 403, 422, 429), ProblemSerializer)},
    )
    def get(self, request: Request) -> Response:
        query = FiguresQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked: dict[str, Any] = query.validated_data
        periods = own_periods(asked["from"], asked["to"]) if asked else periods_of(USUAL, today=business_today())
        return Response(figures_json(dashboard_of(*periods)))
