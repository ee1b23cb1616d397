from __future__ import annotations

from django.urls import path

from knowledge.api.versions import Look, Restore, Versions
from knowledge.api.views import ApproveSource, OneSource, ReadAgain, SemanticSearch, Sources

urlpatterns = [
    path("knowledge/sources", Sources.as_view(), name="knowledge-sources"),
    path("knowledge/sources/<uuid:source>", OneSource.as_view(), name="knowledge-source"),
    path("knowledge/sources/<uuid:source>/approve", ApproveSource.as_view(), name="knowledge-approve"),
    path("knowledge/sources/<uuid:source>/read-again", ReadAgain.as_view(), name="knowledge-read-again"),
    path("knowledge/sources/<uuid:source>/versions", Versions.as_view(), name="knowledge-versions"),
    path("knowledge/sources/<uuid:source>/look", Look.as_view(), name="knowledge-look"),
    path("knowledge/sources/<uuid:source>/restore", Restore.as_view(), name="knowledge-restore"),
    path("search/semantic", SemanticSearch.as_view(), name="search-semantic"),
]
