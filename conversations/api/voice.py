"""Conversations by telephone over HTTP: a call is answered, transcripts come in, what is to be said goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from conversations import operations
from conversations.api.serializers import TurnAnswer
from conversations.api.views import VISITOR, VisitorView, data_of
from conversations.limits import count_message
from conversations.models import Conversation, HeardAs
from conversations.operations.receiving import LONGEST_MESSAGE
from conversations.voice.judging import Utterance
from conversations.voice.speech import speech_of
from tenants.api import serializers
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

    from conversations.operations.hearing import Answered

MOST_ALTERNATIVES = 5
LISTENING = "listening"


class CallRequest(serializers.Serializer[None]):
    locale = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?$", required=False, default="")


class AlternativeRequest(serializers.Serializer[None]):
    text = serializers.CharField(max_length=LONGEST_MESSAGE)
    confidence = serializers.FloatField(min_value=0, max_value=1)


class TranscriptRequest(serializers.Serializer[None]):
    """What was heard; ``key`` names it once, as ``Idempotency-Key`` does."""

    text = serializers.CharField(allow_blank=True, max_length=LONGEST_MESSAGE)
    confidence = serializers.FloatField(min_value=0, max_value=1, help_text="How surely it was heard, 0 to 1.")
    alternatives = AlternativeRequest(many=True, required=False)
    is_final = serializers.BooleanField(
        default=True, help_text="False while the caller still speaks: nothing is done, but what is being said stops."
    )
    interrupts = serializers.UUIDField(
        required=False, allow_null=True, help_text="The reply that was being said when the caller began to speak."
    )
    key = serializers.CharField(max_length=64, required=False, allow_blank=True)

    def validate_alternatives(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(given) > MOST_ALTERNATIVES:
            told = _("Send the %(most)d likeliest alternatives at most.")
            raise serializers.ValidationError(told % {"most": MOST_ALTERNATIVES})
        return given


class SpeechAnswer(serializers.Serializer[None]):
    reply = serializers.UUIDField(allow_null=True, help_text="Names what is said, for `interrupts`.")
    speech = serializers.CharField(allow_blank=True, help_text="What is to be said, in plain words; empty: nothing.")
    ssml = serializers.CharField(allow_blank=True, help_text="The same as SSML 1.1.")
    locale = serializers.CharField()


class CallAnswer(SpeechAnswer):
    id = serializers.UUIDField()
    token = serializers.CharField()


class HeardAnswer(SpeechAnswer):
    heard = serializers.ChoiceField(choices=[*HeardAs.values, LISTENING])
    stop = serializers.BooleanField(help_text="Whether what is being said is to stop now.")
    turn = TurnAnswer(allow_null=True)


class CallView(APIView):
    """POST: a call has come in; what to say first, and the token of its conversation."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "conversation"

    @extend_schema(
        operation_id="calls_create", summary="Answer a call", request=CallRequest, responses={201: CallAnswer}
    )
    def post(self, request: Request) -> Response:
        started = operations.answer_call(by=VISITOR, locale=data_of(CallRequest, request)["locale"])
        greeting = said(started.greeting.text, started.conversation.locale, reply=str(started.greeting.pk))
        return Response({"id": str(started.conversation.pk), "token": started.token, **greeting}, status=201)


class TranscriptView(VisitorView):
    """POST: what the caller was heard to say."""

    @extend_schema(
        operation_id="calls_transcript_create",
        summary="Hand in a transcript",
        request=TranscriptRequest,
        responses=HeardAnswer,
    )
    def post(self, request: Request, conversation_id: UUID) -> Response:
        data = data_of(TranscriptRequest, request)
        if not data["is_final"]:
            locale = Conversation.objects.values_list("locale", flat=True).get(pk=conversation_id)
            stops = {"heard": LISTENING, "stop": bool(data["text"].strip()), "turn": None}
            return Response({**stops, **said("", locale)})
        count_message(conversation_id)
        answered = operations.hear(
            conversation_id=conversation_id,
            heard=utterance(data),
            by=self.actor(request),
            key=data.get("key") or request.headers.get("Idempotency-Key"),
            interrupts=data.get("interrupts"),
        )
        locale = Conversation.objects.values_list("locale", flat=True).get(pk=conversation_id)
        return Response({"heard": answered.state, "stop": True, "turn": answered.turn, **spoken(answered, locale)})


def utterance(data: dict[str, Any]) -> Utterance:
    """The likeliest words first, whatever order they came in; what is said alike counts once."""
    given = [{"text": data["text"], "confidence": data["confidence"]}, *data.get("alternatives", [])]
    ranked = sorted(given, key=lambda each: -each["confidence"])
    texts = tuple(dict.fromkeys(" ".join(each["text"].split()) for each in ranked))
    return Utterance(texts[0], ranked[0]["confidence"], tuple(text for text in texts[1:] if text))


def spoken(answered: Answered, locale: str) -> dict[str, Any]:
    """What is to be agreed to is said in full."""
    turn = answered.turn or {}
    is_in_full = answered.turn is None or "confirm" in turn["needs"] or turn["booking"] or turn["order"]
    return said(answered.text, locale, reply=answered.reply, may_shorten=not is_in_full)


def said(text: str, locale: str, *, reply: str | None = None, may_shorten: bool = True) -> dict[str, Any]:
    speech = speech_of(text, locale, may_shorten=may_shorten) if text else None
    told = {"speech": speech.text, "ssml": speech.ssml} if speech else {"speech": "", "ssml": ""}
    return {"reply": reply, **told, "locale": locale}
