"""Documents of tests: told, read and indexed as the product does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from knowledge.blocks import paragraphs
from knowledge.chunking import pieces_of
from knowledge.languages import language_of
from knowledge.models import Audience, Chunk, DocumentVersion, Source
from knowledge.operations.indexing import add_chunks, embed_chunks, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

CARE = "How to care for your hair after colouring.\n\nWait two days before you wash it. Use cool water."
PETS = "Dogs are welcome on the terrace, on a lead.\n\nInside we only take guide dogs."
PARKEN = "Sie können hinter dem Haus parken, die Einfahrt ist in der Gartenstraße. Für Gäste ist das kostenlos."


def told(title: str, text: str, audience: int | None = Audience.PUBLIC) -> Source:
    """A source in the index; with ``audience`` None it waits for approval."""
    now = timezone.now()
    source = Source.objects.create(title=title, created_by="staff:1", created_at=now)
    version = DocumentVersion.objects.create(
        source=source, number=1, created_by="staff:1", created_at=now, language=language_of(text, "en")
    )
    for _more in embed_chunks(add_chunks(version, list(pieces_of(paragraphs(text), title)))):
        pass
    if audience is not None:
        tell(Chunk.objects.filter(version=version), audience)
    return source


def titles(found: Iterable[object]) -> list[str]:
    return [each.title for each in found]  # type: ignore[attr-defined]
