"""Where there are many chunks the graph is walked, and finds what an exact search does."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils import timezone
from pgvector import HalfVector

from knowledge.embedding import MEANINGS
from knowledge.models import Audience, Chunk, ChunkVector, DocumentVersion, Source
from knowledge.queries import nearest
from knowledge.queries.scope import Scope

MANY = 600


@pytest.fixture
def _many(in_marios: object) -> None:
    now = timezone.now()
    source = Source.objects.create(title="Many", created_by="x", created_at=now)
    version = DocumentVersion.objects.create(source=source, number=1, created_by="x", created_at=now)
    chunks = Chunk.objects.bulk_create(
        Chunk(source=source, version=version, position=place, text=str(place), text_hash=b"0" * 16, recipe="random")
        for place in range(MANY)
    )
    vectors = np.random.default_rng(1).standard_normal((MANY, MEANINGS.dimensions))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ChunkVector.objects.bulk_create(
        ChunkVector(chunk=chunk, meaning=HalfVector(vector), audience=Audience(place % 3))
        for place, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True))
    )


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.OWNER])
def test_graph_finds_what_an_exact_search_finds(monkeypatch: pytest.MonkeyPatch, audience: int) -> None:
    exact = nearest.by_meaning("was gibt es", "de", Scope(audience), {"de": MANY}, 10)
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 0)
    walked = nearest.by_meaning("was gibt es", "de", Scope(audience), {"de": MANY}, 10)

    assert len(exact) == 10
    assert len({key for key, _ in exact} & {key for key, _ in walked}) >= 9
