"""The API's pages for people and programs, open to whoever reaches the host: they tell nothing of the business."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny

from tenants.api import keys, openapi  # noqa: F401  # register how the schema describes keys and staff tokens


class SchemaView(SpectacularAPIView):
    permission_classes = (AllowAny,)


# Swagger's page styles itself inline.
@method_decorator(csp_update({"style-src": [UNSAFE_INLINE], "img-src": [SELF, "data:"]}), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    permission_classes = (AllowAny,)
    url_name = "schema"
