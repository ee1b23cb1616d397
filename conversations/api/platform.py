"""The global flow over HTTP, on the platform's host: the shapes of a business's conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from agents.roster import GENERAL
from conversations.api import serializers as shapes
from conversations.api.authentication import OwnsConversation, Visitor, VisitorAuthentication, bearer
from conversations.api.views import data_of, key_of
from conversations.enquiries.receiving import end_enquiry, enquiry_called, open_enquiry, receive
from conversations.limits import count_message, count_visit
from conversations.models import Flow, Stage, Status
from conversations.tokens import issue_key, renew_token
from tenants.correlation import correlation_id

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

    from directory.models import Enquiry


def stage_of(enquiry: Enquiry) -> str:
    return Stage.COMPLETION if enquiry.ended_at else Stage.PROCESSING


def enquiry_payload(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "id": str(enquiry.pk),
        "flow": Flow.GLOBAL,
        "status": Status.ENDED if enquiry.ended_at else Status.OPEN,
        "stage": stage_of(enquiry),
        "agent": GENERAL,
        "locale": enquiry.locale,
    }


def message_of(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name != "answers"}


def turn_of(key: UUID, data: dict[str, Any], request: Request) -> dict[str, Any]:
    """Say something in an enquiry: the Turn of the API."""
    count_message(key)
    asked, reply, language = receive(key=key, text=data["text"], client_message_id=key_of(request, data))
    return {
        "message": message_of(asked),
        "reply": message_of(reply),
        "stage": Stage.PROCESSING,
        "intent": None,
        "slots": {},
        "needs": [],
        "agent": GENERAL,
        "locale": language,
        "handoff": False,
        "booking": None,
        "order": None,
        "correlation_id": correlation_id(),
    }


class OpenView(APIView):
    authentication_classes: tuple[type[VisitorAuthentication], ...] = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)


class GlobalCreateView(OpenView):
    """POST: start a conversation with the platform's own assistant."""

    throttle_scope = "conversation"

    @extend_schema(request=shapes.EnquiryRequest, responses={201: shapes.CreatedAnswer})
    def post(self, request: Request) -> Response:
        data = data_of(shapes.EnquiryRequest, request)
        enquiry = open_enquiry(locale=data["locale"])
        greeting = message_of(enquiry.messages[0])
        answer = {
            "id": str(enquiry.pk),
            "token": issue_key(enquiry.pk),
            "flow": Flow.GLOBAL,
            "stage": Stage.GREETING,
            "greeting": greeting["text"],
            "message": greeting,
        }
        return Response(answer, status=201)


class GlobalChatView(OpenView):
    """POST: ask the platform's own assistant, in a conversation that is started when none is named."""

    authentication_classes = (VisitorAuthentication,)
    throttle_scope = "message"

    @extend_schema(request=shapes.ChatRequest, responses=shapes.ChatAnswer)
    def post(self, request: Request) -> Response:
        data = data_of(shapes.ChatRequest, request)
        key = data.get("conversation_id")
        if key is None:
            key = open_enquiry(locale=data["locale"]).pk
            token = issue_key(key)
        else:
            if not isinstance(request.auth, Visitor) or request.auth.conversation_id != key:
                raise PermissionDenied
            token = renew_token(bearer(request))
        turn = turn_of(key, data, request)
        return Response({**turn, "conversation": {"id": str(key), "token": token}, "flow": Flow.GLOBAL})


class EnquiryView(APIView):
    """What is asked with the token of the conversation in the path."""

    authentication_classes = (VisitorAuthentication,)
    permission_classes = (OwnsConversation,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        count_visit(kwargs["conversation_id"])


class GlobalMessageView(EnquiryView):
    """POST: say something and get the answer."""

    @extend_schema(request=shapes.MessageRequest, responses=shapes.TurnAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        return Response(turn_of(conversation_id, data_of(shapes.MessageRequest, request), request))


class GlobalHistoryView(EnquiryView):
    """GET: what has been said, oldest first."""

    @extend_schema(parameters=[shapes.HistoryRequest], responses=shapes.HistoryAnswer)
    def get(self, request: Request, conversation_id: UUID) -> Response:
        asked = shapes.HistoryRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        enquiry = enquiry_called(conversation_id)
        after, limit = asked.validated_data.get("after", -1), asked.validated_data["limit"]
        messages = [message_of(one) for one in enquiry.messages if one["sequence"] > after]
        page = {"messages": messages[:limit], "has_more": len(messages) > limit}
        return Response({**enquiry_payload(enquiry), **page, "presence": {"who": "agent", "name": ""}})


class GlobalEndView(EnquiryView):
    """POST: end the conversation."""

    @extend_schema(request=None, responses=shapes.ConversationAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        return Response(enquiry_payload(end_enquiry(key=conversation_id)))


ROOT = "api/v1/conversations"
urlpatterns = [
    path(f"{ROOT}/create", GlobalCreateView.as_view(), name="global-create"),
    path(f"{ROOT}/chat/global", GlobalChatView.as_view(), name="global-chat"),
    path(f"{ROOT}/<uuid:conversation_id>/message", GlobalMessageView.as_view(), name="global-message"),
    path(f"{ROOT}/<uuid:conversation_id>/history", GlobalHistoryView.as_view(), name="global-history"),
    path(f"{ROOT}/<uuid:conversation_id>/end", GlobalEndView.as_view(), name="global-end"),
]
