"""POST …/{id}/rating by who holds the conversation's token, and POST …/greeting before there is a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from businesses.languages import language_of
from conversations import operations
from conversations.api import serializers as shapes
from conversations.api.views import VisitorView, data_of
from conversations.operations.starting import opening_for, table_of
from conversations.payloads import conversation_payload
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle
from tenants.context import current_business

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request


class RatingView(VisitorView):
    """POST: say how the conversation was; the last word counts."""

    @extend_schema(request=shapes.RatingRequest, responses=shapes.RatingAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        data = data_of(shapes.RatingRequest, request)
        rated = operations.rate_conversation(
            conversation_id=conversation_id, stars=data["stars"], word=data["word"], by=self.actor(request)
        )
        return Response(conversation_payload(rated) | {"rating": rated.rating, "word": rated.rating_word})


class GreetingView(APIView):
    """POST: what a visitor is greeted with, where a page shows it before they write.

    In an experiment with the greeting it is noted that they were shown it, once.
    """

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "conversation"

    @extend_schema(request=shapes.GreetingRequest, responses=shapes.GreetingAnswer)
    def post(self, request: Request) -> Response:
        data = data_of(shapes.GreetingRequest, request)
        language = language_of(current_business(), data["locale"])
        with translation.override(language):
            greeting = opening_for(data["visitor"], language, table_of(data["seat"]))
        return Response({"greeting": greeting})
