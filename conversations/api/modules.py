"""A message read by the programs, how they are doing, and a trial of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.views import APIView

from agents.modules.status import program_states
from conversations import operations
from conversations.api import module_shapes as shapes
from conversations.api.serializers import MessageRequest
from conversations.api.views import VisitorView, data_of, key_of
from conversations.limits import count_message, count_trial
from conversations.operations import handoffs
from conversations.operations.receiving import plain_text
from conversations.queries import predictions_for
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request


class ModulesMessageView(VisitorView):
    """POST: say something and get the answer, with what each program predicted beside it."""

    @extend_schema(request=MessageRequest, responses=shapes.ModulesTurnAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        data = data_of(MessageRequest, request)
        count_message(conversation_id)
        turn = operations.receive_message(
            conversation_id=conversation_id,
            text=data["text"],
            client_message_id=key_of(request, data),
            by=self.actor(request),
            is_for_modules=True,
        )
        is_answered = turn["reply"] is not None
        predictions = predictions_for(conversation_id, turn["message"]["sequence"]) if is_answered else []
        return Response({**turn, "modules": predictions})


class MemberView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)


class StatusView(MemberView):
    """GET: which programs there are, which model they ask, and where they fell back in the last seven days."""

    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)

    @extend_schema(responses=shapes.StatusAnswer)
    def get(self, request: Request) -> Response:
        return Response(program_states())


class TrialView(MemberView):
    """POST: what the programs predict for a message, in no conversation: nothing is kept but the calls they cost."""

    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(request=shapes.TrialRequest, responses=shapes.TrialAnswer)
    def post(self, request: Request) -> Response:
        from conversations.engine.modules.trying import tried  # noqa: PLC0415  # seconds: not at start-up

        data = data_of(shapes.TrialRequest, request)
        text = plain_text(data["text"])
        count_trial()
        return Response(tried(text, locale=data["locale"], handoffs=handoffs))
