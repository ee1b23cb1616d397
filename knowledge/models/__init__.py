"""What a business knows in documents: sources, where they come from, their versions, and the index over them."""

from knowledge.models.gaps import Gap
from knowledge.models.index import Chunk, ChunkVector, Posting, Tally
from knowledge.models.origins import FetchedPage, Origin
from knowledge.models.sources import Audience, DocumentVersion, ReadingState, Source, SourceKind

__all__ = [
    "Audience",
    "Chunk",
    "ChunkVector",
    "DocumentVersion",
    "FetchedPage",
    "Gap",
    "Origin",
    "Posting",
    "ReadingState",
    "Source",
    "SourceKind",
    "Tally",
]
