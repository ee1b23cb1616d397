"""POST /chat/ask and /artifacts/generate, the answer as it comes, and the sessions it is kept in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from artifacts.api.basis import AssistantView, own_session, problems, session_named
from artifacts.api.events import Anything, event, streamed
from artifacts.api.serializers import (
    AnswerSerializer,
    ArtifactSerializer,
    AskInput,
    AttachmentInput,
    AttachmentSerializer,
    GenerateInput,
    OneSessionSerializer,
    SessionsSerializer,
)
from artifacts.jobs import make_soon, read_soon
from artifacts.kinds import Kind
from artifacts.limits import count_question
from artifacts.operations.asking import ask, delete_session
from artifacts.operations.attaching import attach
from artifacts.payloads import artifact_json, attachment_json, exchange_json, session_json
from artifacts.queries import attachments_of, exchanges_of, sessions_of
from artifacts.streaming import parts_of
from artifacts.talking import answered
from artifacts.who import member_of
from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.operations.repeats import Answer
from tenants.actors import actor_of
from tenants.context import current_schema, run_in_tenant
from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from django.http import StreamingHttpResponse
    from rest_framework.request import Request

    from artifacts.operations.attaching import attach
from artifacts.operations.asking import Member


class Asking(IdempotentView, AssistantView):
    throttle_scope = "message"


class Ask(Asking):
    @extend_schema(
        operation_id="chat_ask",
        summary="Ask the assistant",
        description="Answers from the business's rows and documents, begins to make what was asked for, or asks back.",
        request=AskInput,
        parameters=[key_parameter(is_required=False)],
        responses={200: AnswerSerializer, **problems(400, 404, 409, 422)},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        member, data, session = heard(request)
        return Answer(200, answered(member, data, session))


def heard(request: Request) -> tuple[Member, dict[str, Any], UUID | None]:
    """Who asks what, in which session of theirs. Raises ``TooMany``, and 404 for somebody else's session."""
    given = AskInput(data=request.data)
    given.is_valid(raise_exception=True)
    member = member_of(request.user)
    count_question(member.key)
    return member, given.validated_data, session_named(request, given.validated_data.get("session_id"))


class AskStreamed(AssistantView):
    throttle_scope = "message"
    content_negotiation_class = Anything

    @extend_schema(
        operation_id="chat_ask_stream",
        summary="Ask the assistant, and hear the answer as it comes",
        description="Server-sent events: `stage` as each step ends, `delta` for each part of the answer, then `message`"
        " with the whole of it as POST /chat/ask gives it, or `error` with a problem.",
        request=AskInput,
        responses={(200, "text/event-stream"): OpenApiTypes.STR, **problems(400, 404)},
    )
    def post(self, request: Request) -> StreamingHttpResponse:
        member, data, session = heard(request)
        events = told_as_it_comes(current_schema(), member, data, session)
        return streamed(events)


async def told_as_it_comes(
    schema: str, member: Member, data: dict[str, Any], session: UUID | None
) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    stages: asyncio.Queue[str | None] = asyncio.Queue()

    def on_stage(stage: str) -> None:
        loop.call_soon_threadsafe(stages.put_nowait, stage)

    working = asyncio.ensure_future(run_in_tenant(schema, answered, member, data, session, on_stage))
    working.add_done_callback(lambda _done: stages.put_nowait(None))
    while (stage := await stages.get()) is not None:
        yield event("stage", {"stage": stage})
    try:
        told = await working
    except AppError as error:
        yield event("error", {"title": str(error.title), "status": error.status, "detail": str(error.detail)})
        return
    for part in parts_of(told["message"]):
        yield event("delta", {"text": part})
    yield event("message", told)


class Generate(Asking):
    @extend_schema(
        operation_id="artifacts_generate",
        summary="Have something made",
        description="It is made in the background: ask for its state. What it should be about must be plain: where"
        " several things fit, 422 names them, and nothing is made.",
        request=GenerateInput,
        parameters=[key_parameter(is_required=False)],
        responses={202: ArtifactSerializer, **problems(400, 404, 409, 422)},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        given = GenerateInput(data=request.data)
        given.is_valid(raise_exception=True)
        data, member = given.validated_data, member_of(request.user)
        count_question(member.key)
        session = session_named(request, data.get("session_id"))
        with transaction.atomic():  # where it is not plain, nothing is kept
            exchange = ask(
                text=" ".join(filter(None, (data["prompt"], data["context"]))),
                member=member,
                now=timezone.now(),
                session_id=session,
                kind=Kind(data["type"]),
            )
            if exchange.artifact is None:
                fitting = ", ".join(each["label"] for each in exchange.choices)
                raise ValidationError({"prompt": [f"{exchange.told} {fitting}".strip()]})
            make_soon(exchange.artifact)
        return Answer(202, artifact_json(exchange.artifact))


class Sessions(AssistantView):
    @extend_schema(
        operation_id="assistant_sessions_list",
        summary="The caller's own sessions, the newest first",
        responses={200: SessionsSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        found = sessions_of(member_of(request.user).key)
        return Response({"sessions": [session_json(each) for each in found]})


class OneSession(AssistantView):
    @extend_schema(
        operation_id="assistant_sessions_retrieve",
        summary="What was said in a session",
        responses={200: OneSessionSerializer, **problems(404)},
    )
    def get(self, request: Request, session: UUID) -> Response:
        found = own_session(request, session)
        said = [
            {"asked": each.asked, "created_at": each.created_at.isoformat(), **exchange_json(each)}
            for each in exchanges_of(found, member_of(request.user).permissions)
        ]
        attached = [attachment_json(each) for each in attachments_of(found)]
        return Response({**session_json(found), "exchanges": said, "attachments": attached})

    @extend_schema(
        operation_id="assistant_sessions_delete",
        summary="Delete a session; what was made in it stays",
        responses={204: None, **problems(404)},
    )
    def delete(self, request: Request, session: UUID) -> Response:
        found = own_session(request, session)
        member = member_of(request.user)
        delete_session(session_id=found.pk, member=member.key, by=actor_of(request.user))
        return Response(status=204)


class Attachments(AssistantView):
    throttle_scope = "message"
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="assistant_sessions_attach",
        summary="Hand a file to a session",
        description="It is read in the background, as documents are, and found in this session alone.",
        request=AttachmentInput,
        responses={202: AttachmentSerializer, **problems(400, 404, 409, 413, 422)},
    )
    def post(self, request: Request, session: UUID) -> Response:
        given = AttachmentInput(data=request.data)
        given.is_valid(raise_exception=True)
        found, file = own_session(request, session), given.validated_data["file"]
        made = attach(session=found, name=file.name, content=file.read(), by=actor_of(request.user), now=timezone.now())
        read_soon(made)
        return Response(attachment_json(made), status=202)
