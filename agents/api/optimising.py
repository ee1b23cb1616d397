"""/dspy/optimize: looking for better programs, and how a search stands."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.views import APIView

from agents.learning.forms import MOST_SEED
from agents.learning.models import MOST_CALLS, MOST_DOLLARS, OptimisationRun, Optimiser
from agents.learning.runs import cancel_run, ledger_of, start_run
from agents.modules.catalogue import PROGRAMS
from businesses.api.serializers import ProblemSerializer
from tenants.actors import actor_of
from tenants.api import serializers
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from rest_framework.request import Request

NAMES = [each.name for each in PROGRAMS]


class OptimiseRequest(serializers.Serializer[None]):
    module = serializers.ChoiceField(choices=NAMES)
    optimiser = serializers.ChoiceField(choices=Optimiser.choices, default=Optimiser.BOOTSTRAP)
    most_calls = serializers.IntegerField(min_value=1, max_value=MOST_CALLS, default=600)
    most_dollars = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal("0.01"), max_value=MOST_DOLLARS, default=Decimal(1)
    )
    seed = serializers.IntegerField(min_value=0, max_value=MOST_SEED, default=0)


class OptimisationAnswer(serializers.Serializer[None]):
    id = serializers.IntegerField()
    module = serializers.ChoiceField(choices=NAMES)
    optimiser = serializers.ChoiceField(choices=Optimiser.choices)
    seed = serializers.IntegerField()
    state = serializers.ChoiceField(choices=OptimisationRun.State.choices)
    stage = serializers.CharField(help_text="What is being done, while it runs.")
    why = serializers.CharField(allow_blank=True, help_text="Why it ended without a program.")
    calls = serializers.IntegerField()
    most_calls = serializers.IntegerField()
    dollars = serializers.CharField(help_text="By the ledger.")
    most_dollars = serializers.CharField()
    version = serializers.IntegerField(allow_null=True, help_text="Of the program found, where one was kept.")
    result = serializers.DictField(help_text="Scores before and now, gates, and examples that are answered otherwise.")


def told(run: OptimisationRun) -> dict[str, Any]:
    _calls, dollars = ledger_of(run)
    return {
        "id": run.pk,
        "module": run.module,
        "optimiser": run.optimiser,
        "seed": run.seed,
        "state": run.state,
        "stage": run.stage,
        "why": run.why,
        "calls": run.calls,
        "most_calls": run.most_calls,
        "dollars": f"{dollars:.6f}",
        "most_dollars": f"{run.most_dollars:.2f}",
        "version": run.program.number if run.program else None,
        "result": run.result,
    }


class OptimisingView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)


class OptimiseView(OptimisingView):
    """POST: look for a better program of a module, within so many calls and dollars."""

    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="dspy_optimize",
        request=OptimiseRequest,
        responses={202: OptimisationAnswer, 409: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = OptimiseRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        run = start_run(by=actor_of(request.user), **asked.validated_data)
        return Response(told(run), status=status.HTTP_202_ACCEPTED)


class OptimisationView(OptimisingView):
    """GET: how a search stands, and what came of it."""

    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)

    @extend_schema(operation_id="dspy_optimisation", responses={200: OptimisationAnswer, 404: ProblemSerializer})
    def get(self, request: Request, run: int) -> Response:
        return Response(told(get_object_or_404(OptimisationRun.objects.select_related("program"), pk=run)))


class CancelOptimisationView(OptimisingView):
    """POST: ask no model any more."""

    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="dspy_optimisation_cancel",
        request=None,
        responses={200: OptimisationAnswer, 409: ProblemSerializer},
    )
    def post(self, request: Request, run: int) -> Response:
        return Response(told(cancel_run(run=run, by=actor_of(request.user))))
