"""Answers that say whether they have changed: ETag out, If-None-Match in, 304 between them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.api.keys import ApiKeyAuthentication, PublicThrottle

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

NOT_MODIFIED = OpenApiResponse(description="As it was when the ETag was given.")


def etag_parameter() -> OpenApiParameter:
    return OpenApiParameter(
        "If-None-Match",
        str,
        OpenApiParameter.HEADER,
        description="The ETag of an earlier answer: the same again is told by 304, without a body.",
    )


class CatalogueView(APIView):
    """What a business tells everybody; kept by whoever asks, and asked for again with its ETag."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "read"

    def told(self, request: Request, body: dict[str, Any]) -> Response:
        etag = f'"{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]}"'
        response = Response(body, headers={"ETag": etag, "Cache-Control": "public, no-cache"})
        answer = get_conditional_response(cast("HttpRequest", request), etag=etag, response=response)
        return cast("Response", answer)
