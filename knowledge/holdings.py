"""What a business keeps in documents. Nobody is looked for in them: what owners upload is not a customer's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from businesses.privacy import Table
from businesses.privacy.holdings import columns_of
from knowledge.models import Chunk, Source

TABLES = (
    Table(
        name="knowledge_sources",
        title=_("documents"),
        rows=lambda _person: Source.objects.all(),
        columns=columns_of(Source, "created_by", "approved_by"),
        is_of_people=False,
    ),
    Table(
        name="knowledge_passages",
        title=_("passages of documents"),
        rows=lambda _person: Chunk.objects.all(),
        columns=("id", "source_id", "position", "heading", "page", "text", "language", "audience"),
        is_of_people=False,
    ),
)
