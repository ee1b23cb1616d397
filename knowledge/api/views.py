"""POST /knowledge/sources, its state and approval, and POST /search/semantic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.serializers import ProblemSerializer
from knowledge.api.origins import wanted_of
from knowledge.api.serializers import (
    ApproveInput,
    ResultsSerializer,
    SearchInput,
    SourceInput,
    SourceSerializer,
    result_json,
    source_json,
)
from knowledge.jobs import read_version_of_business
from knowledge.models import Audience, Source, SourceKind
from knowledge.operations import add_origin, add_source, approve_source, ask_again
from knowledge.queries import search
from knowledge.queries.scope import Scope
from knowledge.rules import audience_of
from tenants.actors import actor_of
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import permissions_of, permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request

    from knowledge.models import DocumentVersion


class KnowledgeView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((401, 403, *statuses, 429), ProblemSerializer)


class Sources(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)
    parser_classes = (MultiPartParser, JSONParser, FormParser)

    @extend_schema(
        operation_id="knowledge_sources_create",
        summary="Add a document or a note, or a web page, feed or mailbox",
        description="It is fetched and read in the background: ask for its state. Nobody is told of it before it is"
        " approved.",
        request=SourceInput,
        responses={202: SourceSerializer, **problems(400, 409, 413, 422)},
    )
    def post(self, request: Request) -> Response:
        given = SourceInput(data=request.data)
        given.is_valid(raise_exception=True)
        data, by, now = given.validated_data, actor_of(request.user), timezone.now()
        if wanted := wanted_of(data):
            version = add_origin(wanted=wanted, by=by, now=now)
        elif "file" in data:
            file = data["file"]
            version = add_source(content=file.read(), name=file.name, title=data["title"], by=by, now=now)
        else:
            text = data["text"].encode()
            version = add_source(content=text, title=data["title"], kind=SourceKind.NOTE, by=by, now=now)
        read_version_of_business.delay_in(current_schema(), version=version.pk)
        return Response(source_json(version.source, version), status=202)


class OneSource(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)

    @extend_schema(
        operation_id="knowledge_sources_retrieve",
        summary="A document, and how far it has been read",
        responses={200: SourceSerializer, **problems(404)},
    )
    def get(self, request: Request, source: UUID) -> Response:
        found = get_object_or_404(Source, pk=source)
        return Response(source_json(found, newest(found)))


class ApproveSource(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="knowledge_sources_approve",
        summary="Say who may be told what a document says",
        request=ApproveInput,
        responses={200: SourceSerializer, **problems(400, 404, 409)},
    )
    def post(self, request: Request, source: UUID) -> Response:
        given = ApproveInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = get_object_or_404(Source, pk=source)
        audience = Audience[given.validated_data["audience"].upper()]
        found = approve_source(source_id=found.pk, audience=audience, by=actor_of(request.user), now=timezone.now())
        return Response(source_json(found, newest(found)))


class ReadAgain(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="knowledge_sources_read_again",
        summary="Have a document read once more",
        description="Where its reading failed or was refused; anything else stays as it is.",
        request=None,
        responses={202: SourceSerializer, **problems(404)},
    )
    def post(self, request: Request, source: UUID) -> Response:
        found = get_object_or_404(Source, pk=source)
        version = newest(found)
        if ask_again(version_id=version.pk, by=actor_of(request.user)):
            read_version_of_business.delay_in(current_schema(), version=version.pk)
        return Response(source_json(found, newest(found)), status=202)


def newest(source: Source) -> DocumentVersion:
    """Without its content."""
    return source.versions.defer("content").latest("number")


class SemanticSearch(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)

    @extend_schema(
        operation_id="search_semantic",
        summary="Search the documents",
        description="Finds passages by their words and their meaning, in what the caller may be told.",
        request=SearchInput,
        responses={200: ResultsSerializer, **problems(400)},
    )
    def post(self, request: Request) -> Response:
        given = SearchInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        scope = Scope(
            audience_of(permissions_of(request.user, current_schema())),
            tuple(data.get("filters", {}).get("sources", ())),
        )
        found = search(data["query"], limit=data["limit"], scope=scope)
        return Response({"results": [result_json(each) for each in found]})
