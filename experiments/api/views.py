"""GET and POST /experiments, what one has come to, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.serializers import ProblemSerializer
from businesses.operations.repeats import Answer
from experiments.api.serializers import (
    DecideInput,
    ExperimentInput,
    ExperimentSerializer,
    ExperimentsSerializer,
    experiment_json,
)
from experiments.models import Experiment
from experiments.operations import create_experiment, decide_experiment, start_experiment, stop_experiment
from experiments.queries import experiment_called, result_of
from experiments.registry import subjects
from tenants.actors import actor_of
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import is_permitted, permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

NEWEST = 50


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((401, 403, *statuses, 429), ProblemSerializer)


class ExperimentView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"


class Experiments(ExperimentView, IdempotentView):
    is_key_required = True

    @extend_schema(
        operation_id="experiments_list",
        summary="Experiments, the newest first",
        responses={200: ExperimentsSerializer, **problems()},
    )
    def get(self, _request: Request) -> Response:
        found = Experiment.objects.prefetch_related("variants")[:NEWEST]
        return Response({"experiments": [experiment_json(result_of(each)) for each in found]})

    @extend_schema(
        operation_id="experiments_create",
        summary="Make an experiment",
        description="A draft; what holds now is its variant A.",
        parameters=[key_parameter(is_required=True)],
        request=ExperimentInput,
        responses={201: ExperimentSerializer, **problems(400, 409, 422)},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **_path: Any) -> Answer:
        """Making one is for who teaches the assistant."""
        if not is_permitted(request.user, current_schema(), Permission.ASSISTANT_CHANGE):
            raise PermissionDenied
        given = ExperimentInput(data=request.data)
        given.is_valid(raise_exception=True)
        made = create_experiment(plan=given.plan(), by=actor_of(request.user))
        return Answer(status=201, body=experiment_json(result_of(made)))


class OneExperiment(ExperimentView):
    @extend_schema(
        operation_id="experiments_retrieve",
        summary="An experiment, and what it has come to",
        responses={200: ExperimentSerializer, **problems(404)},
    )
    def get(self, _request: Request, key: UUID) -> Response:
        return Response(experiment_json(result_of(experiment_called(key))))


class Step(ExperimentView):
    """Idempotent by itself."""

    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    def now_it_is(self, key: UUID) -> Response:
        return Response(experiment_json(result_of(experiment_called(key))))


class StartExperiment(Step):
    @extend_schema(
        operation_id="experiments_start",
        summary="Show its variants from now on",
        request=None,
        responses={200: ExperimentSerializer, **problems(404, 409)},
    )
    def post(self, request: Request, key: UUID) -> Response:
        start_experiment(key=key, by=actor_of(request.user), now=timezone.now())
        return self.now_it_is(key)


class StopExperiment(Step):
    @extend_schema(
        operation_id="experiments_stop",
        summary="Show everybody how it was",
        request=None,
        responses={200: ExperimentSerializer, **problems(404, 409)},
    )
    def post(self, request: Request, key: UUID) -> Response:
        stop_experiment(key=key, by=actor_of(request.user), now=timezone.now())
        return self.now_it_is(key)


class DecideExperiment(Step):
    @extend_schema(
        operation_id="experiments_decide",
        summary="Have everybody shown one variant",
        description="Asks for the permission to change what was varied, too.",
        request=DecideInput,
        responses={200: ExperimentSerializer, **problems(400, 404, 409)},
    )
    def post(self, request: Request, key: UUID) -> Response:
        given = DecideInput(data=request.data)
        given.is_valid(raise_exception=True)
        subject = subjects()[experiment_called(key).subject]
        if not is_permitted(request.user, current_schema(), subject.permission):
            raise PermissionDenied
        letter = given.validated_data["winner"]
        decide_experiment(key=key, letter=letter, by=actor_of(request.user), now=timezone.now())
        return self.now_it_is(key)
