"""A source's versions, looking at where it comes from once more, and going back to what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from knowledge.api.origins import RestoreSourceInput, VersionsSerializer
from knowledge.api.serializers import SourceSerializer, source_json
from knowledge.api.views import KnowledgeView, problems
from knowledge.jobs import read_version_of_business
from knowledge.models import Source
from knowledge.operations import look_now, restore_version
from knowledge.queries.versions import MOST_LISTED, versions_of
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request


class Versions(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_VIEW),)

    @extend_schema(
        operation_id="knowledge_sources_versions",
        summary="What a document was, the newest first",
        responses={200: VersionsSerializer, **problems(404)},
    )
    def get(self, request: Request, source: UUID) -> Response:
        found = versions_of(get_object_or_404(Source, pk=source))[:MOST_LISTED]
        return Response(VersionsSerializer({"versions": found}).data)


class Look(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="knowledge_sources_look",
        summary="Look at where a source comes from once more",
        description="Where somebody does already, nothing changes. Where nothing is new there, no version is made.",
        request=None,
        responses={202: SourceSerializer, **problems(404)},
    )
    def post(self, request: Request, source: UUID) -> Response:
        try:
            version = look_now(source_id=source, by=actor_of(request.user), now=timezone.now())
        except Source.DoesNotExist:
            raise Http404 from None
        read_version_of_business.delay_in(current_schema(), version=version.pk)
        return Response(source_json(version.source, version), status=202)


class Restore(KnowledgeView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)

    @extend_schema(
        operation_id="knowledge_sources_restore",
        summary="Go back to what a document said",
        description="A new version as that one was, told once it is read to whom the document is told.",
        request=RestoreSourceInput,
        responses={202: SourceSerializer, **problems(400, 404, 409)},
    )
    def post(self, request: Request, source: UUID) -> Response:
        given = RestoreSourceInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = get_object_or_404(Source, pk=source)
        number, by = given.validated_data["number"], actor_of(request.user)
        version = restore_version(source_id=found.pk, number=number, by=by, now=timezone.now())
        read_version_of_business.delay_in(current_schema(), version=version.pk)
        return Response(source_json(found, version), status=202)
