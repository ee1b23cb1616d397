"""What was made: looked up, changed, compared, commented, shared, exported."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from artifacts.api.basis import AssistantView, own_artifact, problems
from artifacts.api.serializers import (
    ArtifactsSerializer,
    ArtifactVersionSerializer,
    ArtifactVersionsSerializer,
    CommentInput,
    CommentSerializer,
    ComparisonSerializer,
    EditInput,
    NewShareSerializer,
    RestoreInput,
    ShareInput,
    ShareSerializer,
    SharesSerializer,
    WholeSerializer,
)
from artifacts.exporting import file_of
from artifacts.kinds import Rights
from artifacts.links import address_of
from artifacts.operations.changing import edit, restore
from artifacts.operations.commenting import comment, settle
from artifacts.operations.making import delete_artifact
from artifacts.operations.sharing import revoke, share
from artifacts.payloads import artifact_json, comment_json, share_json, version_json
from artifacts.queries import MOST_SHOWN, artifacts_for
from knowledge.comparing import compared
from tenants.actors import actor_of
from tenants.context import current_schema
from tenants.permissions import Permission
from tenants.rules import permissions_of, permitted

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from rest_framework.request import Request

    from artifacts.models import Artifact, Version


class Artifacts(AssistantView):
    @extend_schema(
        operation_id="artifacts_list",
        summary="What was made, changed last first",
        description="Of which the caller may see what it holds; the newest hundred.",
        responses={200: ArtifactsSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        found = artifacts_for(permissions_of(request.user, current_schema()))[:MOST_SHOWN]
        return Response({"artifacts": [artifact_json(each) for each in found]})


class OneArtifact(AssistantView):
    @extend_schema(
        operation_id="artifacts_retrieve",
        summary="An artifact, how far it is, its newest version and what is said of it",
        responses={200: WholeSerializer, **problems(404)},
    )
    def get(self, request: Request, artifact: UUID) -> Response:
        found = own_artifact(request, artifact)
        newest = found.versions.filter(number=found.version).first()
        said = found.comments.select_related("version").order_by("created_at", "pk")
        more = {
            "newest": version_json(newest) if newest else None,
            "comments": [comment_json(each) for each in said],
        }
        return Response({**artifact_json(found), **more})

    @extend_schema(
        operation_id="artifacts_delete",
        summary="Delete it, with its versions, comments and links",
        responses={204: None, **problems(404)},
    )
    def delete(self, request: Request, artifact: UUID) -> Response:
        delete_artifact(artifact_id=own_artifact(request, artifact).pk, by=actor_of(request.user))
        return Response(status=204)


class Versions(AssistantView):
    @extend_schema(
        operation_id="artifacts_versions_list",
        summary="All its versions, the newest first",
        responses={200: ArtifactVersionsSerializer, **problems(404)},
    )
    def get(self, request: Request, artifact: UUID) -> Response:
        found = own_artifact(request, artifact).versions.order_by("-number")[:MOST_SHOWN]
        return Response({"versions": [version_json(each) for each in found]})


class Compare(AssistantView):
    @extend_schema(
        operation_id="artifacts_compare",
        summary="Two versions side by side, word by word",
        parameters=[OpenApiParameter(each, int, required=True) for each in ("before", "after")],
        responses={200: ComparisonSerializer, **problems(400, 404)},
    )
    def get(self, request: Request, artifact: UUID) -> Response:
        found = own_artifact(request, artifact)
        before, after = (numbered(found, request.query_params.get(each), each) for each in ("before", "after"))
        lines = [asdict(each) for each in compared(before.text, after.text)]
        return Response({"before": before.number, "after": after.number, "lines": lines})


def numbered(artifact: Artifact, number: object, field: str) -> Version:
    """Raises ``ValidationError`` for what is no version of it."""
    said = str(number or "")
    is_number = said.isascii() and said.isdecimal() and len(said) < 8
    found = artifact.versions.filter(number=int(said)).first() if is_number else None
    if found is None:
        raise ValidationError({field: [f"A version of it: 1 to {artifact.version}."]})
    return found


class Edit(AssistantView):
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_edit",
        summary="Save another version",
        request=EditInput,
        responses={200: ArtifactVersionSerializer, **problems(400, 404, 409, 422)},
    )
    def post(self, request: Request, artifact: UUID) -> Response:
        given = EditInput(data=request.data)
        given.is_valid(raise_exception=True)
        made = edit(
            artifact_id=own_artifact(request, artifact).pk,
            by=actor_of(request.user),
            now=timezone.now(),
            **given.validated_data,
        )
        return Response(version_json(made))


class Restore(AssistantView):
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_restore",
        summary="Have an earlier version again, as another version",
        request=RestoreInput,
        responses={200: ArtifactVersionSerializer, **problems(400, 404, 409)},
    )
    def post(self, request: Request, artifact: UUID) -> Response:
        given = RestoreInput(data=request.data)
        given.is_valid(raise_exception=True)
        found = own_artifact(request, artifact)
        number = numbered(found, given.validated_data["version"], "version").number
        made = restore(artifact_id=found.pk, number=number, by=actor_of(request.user), now=timezone.now())
        return Response(version_json(made))


class Comments(AssistantView):
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_comment",
        summary="Say something of a version",
        request=CommentInput,
        responses={201: CommentSerializer, **problems(400, 404, 409, 422)},
    )
    def post(self, request: Request, artifact: UUID) -> Response:
        given = CommentInput(data=request.data)
        given.is_valid(raise_exception=True)
        found, data = own_artifact(request, artifact), given.validated_data
        version = numbered(found, data.get("version", found.version), "version")
        made = comment(version=version, text=data["text"], by=actor_of(request.user), now=timezone.now())
        return Response(comment_json(made), status=201)


class Settle(AssistantView):
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_comment_resolve",
        summary="Say that a comment is settled",
        request=None,
        responses={200: CommentSerializer, **problems(404)},
    )
    def post(self, request: Request, artifact: UUID, comment: int) -> Response:
        found = get_object_or_404(own_artifact(request, artifact).comments, pk=comment)
        by, now = actor_of(request.user), timezone.now()
        return Response(comment_json(settle(artifact_id=found.artifact_id, comment_id=found.pk, by=by, now=now)))


class Shares(AssistantView):
    """A link tells people outside: who may say what everybody is told of documents may make one."""

    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_shares_list",
        summary="The links to it",
        responses={200: SharesSerializer, **problems(404)},
    )
    def get(self, request: Request, artifact: UUID) -> Response:
        found = own_artifact(request, artifact).shares.order_by("-created_at")
        return Response({"shares": [share_json(each) for each in found]})

    @extend_schema(
        operation_id="artifacts_shares_create",
        summary="Make a link to it",
        request=ShareInput,
        responses={201: NewShareSerializer, **problems(400, 404, 409)},
    )
    def post(self, request: Request, artifact: UUID) -> Response:
        given = ShareInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        made, token = share(
            artifact_id=own_artifact(request, artifact).pk,
            rights=Rights(data["rights"]),
            days=data["days"],
            by=actor_of(request.user),
            now=timezone.now(),
        )
        return Response({**share_json(made), "url": address_of(request, token)}, status=201)


class Revoke(AssistantView):
    permission_classes = (permitted(Permission.ASSISTANT_CHANGE),)
    throttle_scope = "message"

    @extend_schema(
        operation_id="artifacts_shares_revoke",
        summary="Close a link",
        request=None,
        responses={200: ShareSerializer, **problems(404)},
    )
    def post(self, request: Request, artifact: UUID, share: UUID) -> Response:
        found = get_object_or_404(own_artifact(request, artifact).shares, pk=share)
        by, now = actor_of(request.user), timezone.now()
        return Response(share_json(revoke(artifact_id=found.artifact_id, share_id=found.pk, by=by, now=now)))


class Export(AssistantView):
    @extend_schema(
        operation_id="artifacts_export",
        summary="The newest version as a file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems(404, 409)},
    )
    def get(self, request: Request, artifact: UUID, form: str) -> HttpResponse:
        return file_of(own_artifact(request, artifact), form)
