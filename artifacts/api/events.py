"""Server-sent events: what comes as it comes, over HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation

from artifacts.api.basis import AssistantView, own_artifact, problems
from artifacts.models import Artifact
from artifacts.payloads import artifact_json
from tenants.context import current_schema, run_in_tenant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from rest_framework.request import Request

LOOKED_EVERY, LONGEST = 0.5, 60.0
"""Seconds: between two looks at a row, and after which whoever listens asks again."""


class Anything(BaseContentNegotiation):
    """Whoever accepts a stream of events is answered one, and problems in JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


def event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def streamed(events: AsyncIterator[str]) -> StreamingHttpResponse:
    """Nothing on the way keeps it back or keeps it."""
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return StreamingHttpResponse(events, content_type="text/event-stream", headers=headers)


class Progress(AssistantView):
    content_negotiation_class = Anything

    @extend_schema(
        operation_id="artifacts_events",
        summary="Hear how far it is, until it is ready",
        description="Server-sent events: `artifact` at once and whenever its state or stage changes; it ends when"
        " the artifact is ready or failed, and after a minute.",
        responses={(200, "text/event-stream"): OpenApiTypes.STR, **problems(404)},
    )
    def get(self, request: Request, artifact: UUID) -> StreamingHttpResponse:
        return streamed(progress(current_schema(), own_artifact(request, artifact).pk))


async def progress(schema: str, key: UUID) -> AsyncIterator[str]:
    until, last = time.monotonic() + LONGEST, ""
    while time.monotonic() < until:
        told, is_under_way = await run_in_tenant(schema, _state_of, key)
        if told and (said := event("artifact", told)) != last:
            last = said
            yield said
        if not is_under_way:
            return
        await asyncio.sleep(LOOKED_EVERY)


def _state_of(key: UUID) -> tuple[dict[str, Any], bool]:
    found = Artifact.objects.filter(pk=key).first()
    return (artifact_json(found), found.is_under_way) if found else ({}, False)
