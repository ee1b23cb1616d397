from __future__ import annotations

from django.urls import path

from knowledge.api.views import ApproveSource, OneSource, ReadAgain, SemanticSearch, Sources

urlpatterns = [
    path("knowledge/sources", Sources.as_view(), name="knowledge-sources"),
    path("knowledge/sources/<uuid:source>", OneSource.as_view(), name="knowledge-source"),
    path("knowledge/sources/<uuid:source>/approve", ApproveSource.as_view(), name="knowledge-approve"),
    path("knowledge/sources/<uuid:source>/read-again", ReadAgain.as_view(), name="knowledge-read-again"),
    path("search/semantic", SemanticSearch.as_view(), name="search-semantic"),
]
