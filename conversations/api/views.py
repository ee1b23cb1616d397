"""Conversations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from conversations import operations
from conversations.api import serializers as shapes
from conversations.api.authentication import (
    ConversationOrStaffAuthentication,
    OwnsConversation,
    Visitor,
    VisitorAuthentication,
    bearer,
)
from conversations.handovers import take_handover
from conversations.limits import RECOVERIES, VISITS, count_message, count_visit
from conversations.models import Channel, Flow
from conversations.operations.saying import presence_of
from conversations.payloads import conversation_payload, message_payload, opened_payload
from conversations.queries import conversation_called, history
from tenants.actors import Actor, actor_of
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle
from tenants.context import current_schema
from tenants.models import User
from tenants.permissions import Permission
from tenants.rules import is_permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

    from tenants.limits.buckets import Limit

VISITOR = Actor(kind="customer", id="visitor")


def data_of(shape: type[Any], request: Request) -> dict[str, Any]:
    checked = shape(data=request.data)
    checked.is_valid(raise_exception=True)
    data: dict[str, Any] = checked.validated_data
    return data


def key_of(request: Request, data: dict[str, Any]) -> str | None:
    """What names the message once: its client's id, else the request's Idempotency-Key."""
    return data.get("client_message_id") or request.headers.get("Idempotency-Key")


def assert_may_use(flow: str, request: Request) -> None:
    """The dashboard flow is for the business's own people; the global one lives on the platform's host."""
    if flow == Flow.DASHBOARD and not is_permitted(request.user, current_schema(), Permission.ASSISTANT_ASK):
        raise PermissionDenied
    if flow == Flow.GLOBAL:
        raise PermissionDenied


def own(flow: str, request: Request) -> int | None:
    """The person who signed in; a program that holds a key changes nothing of the business by talking."""
    return request.user.pk if flow == Flow.DASHBOARD and isinstance(request.user, User) else None


def opener(flow: str, request: Request) -> Actor:
    """A member's own conversation ends for them with their right to it."""
    return actor_of(request.user) if flow == Flow.DASHBOARD else VISITOR


class CreateView(APIView):
    """POST: start a conversation."""

    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "conversation"

    @extend_schema(request=shapes.CreateRequest, responses={201: shapes.CreatedAnswer})
    def post(self, request: Request) -> Response:
        data = data_of(shapes.CreateRequest, request)
        assert_may_use(data["flow"], request)
        handover = take_handover(data["handover"]) if data["handover"] else None
        started = operations.start_conversation(
            by=opener(data["flow"], request),
            flow=data["flow"],
            locale=handover.locale if handover else data["locale"],
            channel=Channel.API,
            seat=data["seat"],
            visitor=data["visitor"],
            member=own(data["flow"], request),
        )
        if handover:
            key = started.conversation.pk
            operations.receive_message(conversation_id=key, text=handover.text, by=Visitor(key).actor)
        answer = {
            "id": str(started.conversation.pk),
            "token": started.token,
            "flow": started.conversation.flow,
            "stage": started.conversation.stage,
            "greeting": started.greeting.text,
            "message": message_payload(started.greeting),
        }
        return Response(answer, status=201)


class VisitorView(APIView):
    """What is asked with the token of the conversation in the path."""

    authentication_classes = (VisitorAuthentication,)
    permission_classes = (OwnsConversation,)
    limit: ClassVar[Limit] = VISITS

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        count_visit(kwargs["conversation_id"], self.limit)

    def actor(self, request: Request) -> Actor:
        visitor = request.auth
        if not isinstance(visitor, Visitor):
            raise PermissionDenied
        return visitor.actor


class MessageView(VisitorView):
    """POST: say something and get the answer."""

    @extend_schema(request=shapes.MessageRequest, responses=shapes.TurnAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        data = data_of(shapes.MessageRequest, request)
        count_message(conversation_id)
        turn = operations.receive_message(
            conversation_id=conversation_id,
            text=data["text"],
            client_message_id=key_of(request, data),
            by=self.actor(request),
        )
        return Response(turn)


class HistoryView(VisitorView):
    """GET: what has been said, oldest first."""

    @extend_schema(parameters=[shapes.HistoryRequest], responses=shapes.HistoryAnswer)
    def get(self, request: Request, conversation_id: UUID) -> Response:
        asked = shapes.HistoryRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        conversation = conversation_called(conversation_id)
        messages, has_more = history(conversation_id, **asked.validated_data)
        presence = presence_of(conversation)
        answer = conversation_payload(conversation) | {
            "rating": conversation.rating,
            "messages": [message_payload(message) for message in messages],
            "has_more": has_more,
            "presence": {"who": presence["who"], "name": presence["name"]},
        }
        return Response(answer)


class SwitchAgentView(VisitorView):
    """POST: name the agent to go on with."""

    @extend_schema(request=shapes.SwitchAgentRequest, responses=shapes.ConversationAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        agent = data_of(shapes.SwitchAgentRequest, request)["agent"]
        changed = operations.switch_agent(conversation_id=conversation_id, agent=agent, by=self.actor(request))
        return Response(conversation_payload(changed))


class EndView(VisitorView):
    """POST: end the conversation."""

    @extend_schema(request=None, responses=shapes.ConversationAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        ended = operations.end_conversation(conversation_id=conversation_id, by=self.actor(request))
        return Response(conversation_payload(ended))


class RecoverView(VisitorView):
    """POST: get a stuck conversation going again."""

    limit = RECOVERIES

    @extend_schema(request=shapes.RecoverRequest, responses=shapes.ConversationAnswer)
    def post(self, request: Request, conversation_id: UUID) -> Response:
        strategy = data_of(shapes.RecoverRequest, request)["strategy"]
        recovered = operations.recover_conversation(
            conversation_id=conversation_id, strategy=strategy, by=self.actor(request)
        )
        return Response(conversation_payload(recovered))


class ChatView(APIView):
    """POST: say something, in a conversation that is started when none is named."""

    authentication_classes = (ApiKeyAuthentication, ConversationOrStaffAuthentication)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "message"

    @extend_schema(request=shapes.ChatRequest, responses=shapes.ChatAnswer)
    def post(self, request: Request, flow: str) -> Response:
        data = data_of(shapes.ChatRequest, request)
        conversation_id = data.get("conversation_id")
        if conversation_id is None:
            assert_may_use(flow, request)
            started = operations.start_conversation(
                by=opener(flow, request),
                flow=flow,
                locale=data["locale"],
                channel=Channel.API,
                visitor=data["visitor"],
                member=own(flow, request),
            )
            conversation, token = started.conversation, started.token
        else:
            if not isinstance(request.auth, Visitor) or request.auth.conversation_id != conversation_id:
                raise PermissionDenied
            conversation, token = conversation_called(conversation_id), bearer(request)
        count_message(conversation.pk)
        turn = operations.receive_message(
            conversation_id=conversation.pk,
            text=data["text"],
            client_message_id=key_of(request, data),
            by=Visitor(conversation.pk).actor,
        )
        return Response({**turn, "conversation": opened_payload(conversation, token)})
