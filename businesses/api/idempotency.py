"""POSTs that may be sent again: one effect, the same answer."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.views import APIView

from businesses.errors import KeyMissing
from businesses.operations.repeats import Answer, answer_once

if TYPE_CHECKING:
    from rest_framework.request import Request

HEADER = "Idempotency-Key"
LONGEST_KEY = 128
LONGEST_SCOPE = 120


def key_parameter(*, is_required: bool) -> OpenApiParameter:
    return OpenApiParameter(
        HEADER,
        str,
        OpenApiParameter.HEADER,
        required=is_required,
        description="Chosen by the client, 1 to 128 characters. The same key and body get the same answer for a day.",
    )


class IdempotentView(APIView):
    """A POST endpoint whose ``act`` does the work once per ``Idempotency-Key``.

    ``is_key_required`` is for requests that are not idempotent by themselves. ``act`` returns an answer without
    secrets, since it is stored; ``with_secrets`` adds them each time it is sent.
    """

    is_key_required: ClassVar[bool] = False

    def act(self, request: Request, **path: Any) -> Answer:
        raise NotImplementedError

    def with_secrets(self, body: dict[str, Any]) -> dict[str, Any]:
        return body

    def post(self, request: Request, **path: Any) -> Response:
        key = request.headers.get(HEADER, "")
        if len(key) > LONGEST_KEY or (self.is_key_required and not key):
            raise KeyMissing
        if not key:
            answer = self.act(request, **path)
        else:
            answer = answer_once(
                scope=request.path[:LONGEST_SCOPE],
                key=key,
                fingerprint=fingerprint(request),
                work=lambda: self.act(request, **path),
            )
        return Response(self.with_secrets(answer.body), status=answer.status)


def fingerprint(request: Request) -> str:
    """What makes two requests the same: path, body and, as a digest, the token they were sent with."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    parts = [request.path, body, request.headers.get("Authorization", "")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
