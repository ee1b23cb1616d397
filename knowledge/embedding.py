"""Texts as vectors: the port, and the two encoders behind it.

``PASSAGES`` reads English and is the better one at it; ``MEANINGS`` has sixteen languages in one space, so a question
in one finds a passage in another. Every chunk has a vector of ``MEANINGS``, an English one of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from encoding.files import MEANING_RECIPE, PASSAGE_RECIPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BATCH = 256
"""Texts handed over at once: the encoder shares them out, and progress is told in between."""


class Embedder(Protocol):
    """``embed`` gives (n, ``dimensions``) unit vectors.

    ``unlike`` and ``spread`` are mean and deviation of the cosine of a question and a passage that have nothing to do
    with each other, by which spaces are comparable.
    """

    @property
    def column(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def unlike(self) -> float: ...
    @property
    def spread(self) -> float: ...
    def embed(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Local:
    """An encoder of this process. ``column`` is where its vectors are kept."""

    column: str
    dimensions: int
    unlike: float
    spread: float

    def embed(self, texts: Sequence[str]) -> Vectors:
        from encoding import encoder  # noqa: PLC0415  # the runtime: not at start-up

        return (encoder.passages if self.column == "passage" else encoder.meant)(texts)


# Measured on 200 pairs of ``evaluation.knowledge.sets``' library; where all is about one thing, both are 0.1 higher.
PASSAGES = Local("passage", 384, unlike=0.09, spread=0.11)
MEANINGS = Local("meaning", 512, unlike=0.12, spread=0.10)
RECIPE = f"{PASSAGE_RECIPE}+{MEANING_RECIPE}"
"""What made the vectors: those of another recipe are not compared with."""
BEST_IN_ENGLISH = "en"


def embedders_for(language: str) -> tuple[Embedder, ...]:
    """Those that read texts in it."""
    return (PASSAGES, MEANINGS) if language == BEST_IN_ENGLISH else (MEANINGS,)
