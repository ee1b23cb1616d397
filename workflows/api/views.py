"""Running workflows, for those who run the business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.actors import actor_of
from tenants.permissions import Permission
from tenants.rules import permitted
from workflows.api.serializers import RunningWorkflowsSerializer
from workflows.operations import cancel_workflow
from workflows.queries import running_workflows

if TYPE_CHECKING:
    from rest_framework.request import Request


class ActiveWorkflowsView(APIView):
    permission_classes = [permitted(Permission.WORKFLOWS_VIEW)]

    @extend_schema(operation_id="workflows_active", responses=RunningWorkflowsSerializer)
    def get(self, request: Request) -> Response:
        """The business's running workflows, newest first, 200 at most."""
        return Response(RunningWorkflowsSerializer({"workflows": running_workflows()}).data)


class CancelWorkflowView(APIView):
    permission_classes = [permitted(Permission.WORKFLOWS_CANCEL)]

    @extend_schema(operation_id="workflows_cancel", request=None, responses={202: None})
    def post(self, request: Request, workflow_id: str) -> Response:
        """Stop a workflow: the booking stays as it is, and its further mails do not go out."""
        cancel_workflow(workflow_id=workflow_id, by=actor_of(request.user))
        return Response(status=status.HTTP_202_ACCEPTED)
