"""The global flow over HTTP, on the platform's host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from conversations.api import serializers as shapes
from conversations.api.authentication import bearer
from conversations.api.views import data_of
from conversations.platform import answer_globally

if TYPE_CHECKING:
    from rest_framework.request import Request


class GlobalChatView(APIView):
    """POST: ask the platform's own assistant."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "message"

    @extend_schema(request=shapes.ChatRequest, responses=shapes.ChatAnswer)
    def post(self, request: Request) -> Response:
        data = data_of(shapes.ChatRequest, request)
        turn = answer_globally(text=data["text"], conversation_id=data.get("conversation_id"), token=bearer(request))
        return Response(turn)


urlpatterns = [path("api/v1/conversations/chat/global", GlobalChatView.as_view(), name="global-chat")]
